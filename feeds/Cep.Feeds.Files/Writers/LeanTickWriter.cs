namespace Cep.Feeds.Files;

/// <summary>
/// Writes a folder of LEAN tick zips: <c>SYMBOL/yyyyMMdd_trade.zip</c> and <c>SYMBOL/yyyyMMdd_quote.zip</c>, days and times of
/// New York, prices in 1/10,000.
/// </summary>
internal sealed class LeanTickWriter(string path, TickKinds kinds) : TickWriter(kinds, path)
{
    private const double UnitsPerDollar = 10_000;
    private const double MaxExact = 9_007_199_254_740_992;
    private const long NanosPerMilli = 1_000_000;
    private const string Advice = "write csv, arrow or parquet instead";

    private readonly Dictionary<(Symbol Symbol, int Day, TickKinds Kind), LeanFile> files = [];
    private readonly NewYorkClock clock = new();
    private bool isDone;

    public override void Complete()
    {
        PartialFile.MakeFolder(OutputPath);
        foreach (var file in files.Values) file.Zip();
        foreach (var file in files.Values) file.Publish();
        isDone = true;
    }

    public override void Dispose()
    {
        if (isDone) return;
        isDone = true;
        foreach (var file in files.Values) file.Discard();
    }

    protected override void Write(in Trade trade)
    {
        var price = UnitsOf(in trade, "price", trade.Price);
        var size = SharesOf(in trade, "size", trade.Size);
        var exchange = ExchangeOf(in trade, trade.Exchange);
        var file = Begin(in trade, TickKinds.Trades);
        var line = file.Text;
        AddNext(line, price);
        AddNext(line, size);
        line.Add((byte)',');
        if (exchange != 0) line.Add(exchange);
        line.Add((byte)',');
        line.AddHex((uint)trade.Conditions);
        line.Add(trade.Suspicious ? ",1\n"u8 : ",0\n"u8);
        file.EndLine();
    }

    protected override void Write(in Quote quote)
    {
        var bidPrice = UnitsOf(in quote, "bid price", quote.BidPrice);
        var bidSize = SharesOf(in quote, "bid size", quote.BidSize);
        var askPrice = UnitsOf(in quote, "ask price", quote.AskPrice);
        var askSize = SharesOf(in quote, "ask size", quote.AskSize);
        var exchange = ExchangeOf(in quote, quote.Exchange);
        var file = Begin(in quote, TickKinds.Quotes);
        var line = file.Text;
        AddNext(line, bidPrice);
        AddNext(line, bidSize);
        AddNext(line, askPrice);
        AddNext(line, askSize);
        line.Add((byte)',');
        if (exchange != 0) line.Add(exchange);
        line.Add((byte)',');
        line.AddHex(quote.Conditions);
        line.Add(quote.Suspicious ? ",1\n"u8 : ",0\n"u8);
        file.EndLine();
    }

    protected override void Write(in MarketStatus status) =>
        throw UnwritableEventException.Of(in status, "LEAN has no files for statuses", Advice);

    private static void AddNext(LineBuffer line, long value)
    {
        line.Add((byte)',');
        line.Add(value);
    }

    /// <summary>Milliseconds of the day with as many decimals as it takes.</summary>
    private static void AddTime(LineBuffer line, long nanosOfDay)
    {
        var (millis, rest) = Math.DivRem(nanosOfDay, NanosPerMilli);
        line.Add(millis);
        if (rest == 0) return;
        byte digits = 6;
        while (rest % 10 == 0)
        {
            rest /= 10;
            digits--;
        }

        line.Add((byte)'.');
        line.Add(rest, digits);
    }

    private static long UnitsOf<T>(in T value, string field, double price)
        where T : struct, IEvent
    {
        var units = Math.Round(price * UnitsPerDollar);
        if (Math.Abs(units) < MaxExact && units / UnitsPerDollar == price) return (long)units;
        throw UnwritableEventException.Of(in value, FormattableString.Invariant($"LEAN holds prices in 1/10000, which the {field} {price} is no multiple of"), Advice);
    }

    private static long SharesOf<T>(in T value, string field, double size)
        where T : struct, IEvent
    {
        if (size >= 0 && size < MaxExact && Math.Floor(size) == size) return (long)size;
        throw UnwritableEventException.Of(in value, FormattableString.Invariant($"LEAN holds whole sizes only, not the {field} {size}"), Advice);
    }

    private static byte ExchangeOf<T>(in T value, char exchange)
        where T : struct, IEvent =>
        exchange == '\0' || (char.IsAscii(exchange) && !char.IsControl(exchange) && exchange is not (',' or '"'))
            ? (byte)exchange
            : throw UnwritableEventException.Of(in value, $"LEAN has no way to write the exchange '{exchange}'", Advice);

    /// <summary>The file of an event, its line begun with the time.</summary>
    private LeanFile Begin<T>(in T value, TickKinds kind)
        where T : struct, IEvent
    {
        if (!clock.TryRead(value.Time, out var day, out var nanosOfDay))
        {
            throw UnwritableEventException.Of(in value, "it lies in the hour that New York's clock shows twice, and LEAN holds what the clock shows", Advice);
        }

        if (!files.TryGetValue((value.Symbol, day, kind), out var file))
        {
            var symbol = FolderOf(in value);
            file = new LeanFile(Path.Combine(OutputPath, symbol), symbol, day, kind == TickKinds.Trades ? "Trade" : "Quote");
            files.Add((value.Symbol, day, kind), file);
        }

        AddTime(file.Text, nanosOfDay);
        return file;
    }

    /// <summary>The folder's name is the symbol in lower case, so only a symbol without lower case comes back from it.</summary>
    private static string FolderOf<T>(in T value)
        where T : struct, IEvent
    {
        var name = value.Symbol.Name;
        var isPlain = name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_' or '$' or '^' or '=' or ' ')
            && name.Trim('.', ' ').Length == name.Length;
        return isPlain
            ? name.ToLowerInvariant()
            : throw UnwritableEventException.Of(in value, $"LEAN names folders after symbols in lower case, and '{name}' would not come back from that", Advice);
    }
}
