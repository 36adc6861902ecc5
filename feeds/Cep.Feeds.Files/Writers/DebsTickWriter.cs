using System.Globalization;
using System.IO.Compression;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes trades as the CSV of the ACM DEBS 2022 Grand Challenge. It has no place for conditions, exchange and doubt, which
/// are left out.
/// </summary>
internal sealed class DebsTickWriter : TickWriter
{
    private const int FlushBytes = 1 << 16;
    private const long NanosPerMilli = 1_000_000;
    private const string Advice = "write csv, arrow or parquet instead";

    private const string Header =
        "ID,SecType,Date,Time,Ask,Ask volume,Bid,Bid volume,Ask time,Day's high ask,Close,Currency,Day's high ask time,Day's high,"
        + "ISIN,Auction price,Day's low ask,Day's low,Day's low ask time,Open,Nominal value,Last,Last volume,Trading time,Total volume,"
        + "Mid price,Trading date,Profit,Current price,Related indices,Day high bid time, Day low bid time,Open Time, Last trade time,"
        + " Close Time, Day high Time, Day low Time,Bid time,Auction Time";

    private readonly PartialFile file;
    private readonly Stream stream;
    private readonly LineBuffer line = new();
    private readonly byte[] date = new byte[10];
    private readonly byte[] time = new byte[12];

    public DebsTickWriter(string path, TickKinds kinds)
        : base(kinds, path)
    {
        file = new PartialFile(path);
        stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true)
            : file.Stream;
        line.Add("# Trades; dates and times are UTC.\n"u8);
        line.Add(Header.AsSpan());
        line.Add("\n# One row is one trade: Last and Last volume at Trading date and Trading time.\n"u8);
    }

    public override void Complete()
    {
        Flush();
        if (stream != file.Stream) stream.Dispose();
        file.Complete();
    }

    public override void Dispose() => file.Dispose();

    protected override void Write(in Trade trade)
    {
        Check(in trade);
        var utc = trade.Time.ToUtc();
        utc.TryFormat(date, out _, "dd-MM-yyyy", CultureInfo.InvariantCulture);
        utc.TryFormat(time, out _, "HH:mm:ss.fff", CultureInfo.InvariantCulture);
        line.Add(trade.Symbol.Name.AsSpan());
        line.Add(",E,"u8);
        line.Add(date);
        line.Add((byte)',');
        line.Add(time);
        line.Add(",,,,,,,,,,,,,,,,,,"u8);
        line.Add(trade.Price);
        line.Add((byte)',');
        line.Add(trade.Size);
        line.Add((byte)',');
        line.Add(time);
        line.Add(",,,"u8);
        line.Add(date);
        line.Add(",,,,,,,,,,,,,\n"u8);
        if (line.Length >= FlushBytes) Flush();
    }

    protected override void Write(in Quote quote) =>
        throw UnwritableEventException.Of(in quote, "the DEBS 2022 format is written for trades only", Advice);

    protected override void Write(in MarketStatus status) =>
        throw UnwritableEventException.Of(in status, "the DEBS 2022 format is written for trades only", Advice);

    private static void Check(in Trade trade)
    {
        if (trade.Time.Nanos % NanosPerMilli != 0)
        {
            throw UnwritableEventException.Of(in trade, "the DEBS 2022 format stops at milliseconds", Advice);
        }

        if (trade.Price == 0)
        {
            throw UnwritableEventException.Of(in trade, "in the DEBS 2022 format a price of 0 means that there was no trade", Advice);
        }

        if (trade.Symbol.Name.StartsWith('#') || trade.Symbol.Name.AsSpan().ContainsAny(",\r\n"))
        {
            throw UnwritableEventException.Of(in trade, "the DEBS 2022 format has no way to write this symbol", Advice);
        }
    }

    private void Flush()
    {
        stream.Write(line.Written);
        line.Clear();
    }
}
