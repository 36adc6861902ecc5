namespace Cep.Throughput;

/// <summary>
/// A seeded market: 5,504 symbols (as many as the ACM DEBS 2022 data has) whose activity follows Zipf's law with exponent
/// 1.1, prices that swing by 70 percent in four to seven hours, so that averages cross both ways, eight hours of trading
/// whatever the number of events, no two events at one time.
/// </summary>
public sealed class Market
{
    /// <summary>How many symbols trade.</summary>
    public const int Symbols = 5504;

    private const double Exponent = 1.1;
    private const long StartNanos = 1_636_358_400_000_000_000; // 2021-11-08T08:00:00Z
    private const long DayNanos = 8L * 3600 * 1_000_000_000;

    // Interned in the order of the names, once for the process, so that numbers and names sort alike.
    private static readonly Symbol[] Names = [.. Enumerable.Range(0, Symbols).Select(static number => Symbol.Of($"T{number:D4}"))];

    private readonly double[] prices = new double[Symbols];
    private readonly double[] reach = new double[Symbols];
    private readonly int[] byActivity = new int[Symbols];
    private readonly long stepNanos;
    private readonly Chance chance;
    private long time = StartNanos;

    private Market(int events, ulong seed)
    {
        chance = new Chance(seed);
        stepNanos = DayNanos / events;
        var total = 0.0;
        for (var rank = 0; rank < Symbols; rank++)
        {
            total += Math.Pow(rank + 1, -Exponent);
            reach[rank] = total;
            byActivity[rank] = rank;
            prices[rank] = Math.Round(5 + 200 * chance.Next(), 2);
        }

        // Busy symbols are strewn over the numbers, as they are when a feed numbers them by first use.
        for (var i = Symbols - 1; i > 0; i--)
        {
            var other = (int)(chance.Next() * (i + 1));
            (byActivity[i], byActivity[other]) = (byActivity[other], byActivity[i]);
        }
    }

    /// <summary>A tape of trades.</summary>
    public static Tape<Trade> Trades(int events)
    {
        var market = new Market(events, seed: 2022);
        var tape = new Tape<Trade>();
        for (var i = 0; i < events; i++) tape.Add(market.NextTrade());
        return tape;
    }

    /// <summary>A tape of trades and one of quotes of the same hours, three quotes to a trade.</summary>
    public static (Tape<Trade> Trades, Tape<Quote> Quotes) TradesAndQuotes(int events)
    {
        var market = new Market(events, seed: 2022);
        var (trades, quotes) = (new Tape<Trade>(), new Tape<Quote>());
        for (var i = 0; i < events; i++)
        {
            if (i % 4 == 3) trades.Add(market.NextTrade());
            else quotes.Add(market.NextQuote());
        }

        return (trades, quotes);
    }

    private Trade NextTrade()
    {
        var symbol = NextSymbol();
        return new Trade(NextTime(), Names[symbol], NextPrice(symbol), 1 + (int)(chance.Next() * 500), Exchange: 'N');
    }

    private Quote NextQuote()
    {
        var symbol = NextSymbol();
        var price = NextPrice(symbol);
        return new Quote(NextTime(), Names[symbol], price - 0.01, 100, price + 0.01, 100);
    }

    private long NextGap() => 1 + (long)(chance.Next() * (2 * stepNanos - 2));

    private EventTime NextTime() => new(time += NextGap());

    private int NextSymbol()
    {
        var place = Array.BinarySearch(reach, chance.Next() * reach[^1]);
        return byActivity[place >= 0 ? place : Math.Min(~place, Symbols - 1)];
    }

    private double NextPrice(int symbol)
    {
        var hours = (time - StartNanos) / 3.6e12;
        var swing = 0.7 * Math.Sin(2 * Math.PI * (hours / (4 + symbol % 4) + symbol / (double)Symbols));
        return Math.Round(prices[symbol] * (1 + swing + (chance.Next() - 0.5) * 0.01), 2);
    }
}
