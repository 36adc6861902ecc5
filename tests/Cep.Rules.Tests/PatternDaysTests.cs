namespace Cep.Rules;

/// <summary>Rules that look for patterns, over real market days, against plain loops in decimals that share no code with the engine.</summary>
public sealed class PatternDaysTests
{
    private const long NanosPerSecond = 1_000_000_000;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 100)]
    public void V_shapes_agree_with_looking_at_each_seven_prints(bool skipRepeats, int atLeast)
    {
        var days = MarketDays.Trades();
        if (days is null) Assert.Skip("The market data is not here: expected ../shared/data/lean beside the repository.");
        var expected = new List<(string, EventTime, double, double, double)>();
        var tape = Tape.Empty();
        var trades = days.OrderBy(trade => trade.Nanos).ToList();
        foreach (var (symbol, nanos, price, size) in trades) tape.Add(new Trade(new EventTime(nanos), Symbol.Of(symbol), (double)price, (double)size));
        foreach (var symbol in trades.GroupBy(trade => trade.Symbol))
        {
            var prints = symbol.ToList();
            if (skipRepeats) prints = [.. prints.Where((print, i) => i == 0 || print.Price != prints[i - 1].Price)];
            for (var i = 6; i < prints.Count; i++)
            {
                if (prints[i].Nanos - prints[i - 6].Nanos > 60 * NanosPerSecond || !IsV(prints[(i - 6)..(i + 1)].ConvertAll(print => print.Price))) continue;
                expected.Add((symbol.Key, new EventTime(prints[i].Nanos), (double)prints[i].Price, (double)prints[i - 6].Price, (double)prints[i - 3].Price));
            }
        }

        var actual = RuleRun.Over(tape, new VShapeRule { SkipRepeats = skipRepeats }).Derived<BuyOpportunity>();

        Assert.True(expected.Count >= atLeast, $"Only {expected.Count} V-shapes: is this the right data?");
        Assert.Equal(
            expected.OrderBy(v => v.Item2).ThenBy(v => v.Item1, StringComparer.Ordinal),
            actual.Select(v => (v.Key, v.Time, v.Payload.Close, v.Payload.Top!.Value, v.Payload.Low!.Value)));
    }

    [Fact]
    public void Quote_stuffing_agrees_with_counting_second_by_second()
    {
        const int atLeast = 6;
        var (allTrades, allQuotes) = (MarketDays.Trades(), MarketDays.Quotes());
        if (allTrades is null || allQuotes is null) Assert.Skip("The market data is not here: expected ../shared/data/lean beside the repository.");
        var trades = allTrades.Where(trade => trade.Symbol == "IBM").ToList();
        var quotes = allQuotes.Where(quote => quote.Symbol == "IBM").ToList();
        var tape = Tape.Empty();
        foreach (var (nanos, trade, quote) in trades.Select((row, i) => (row.Nanos, i, -1)).Concat(quotes.Select((row, i) => (row.Nanos, -1, i))).OrderBy(x => x.Item1))
        {
            if (trade >= 0) tape.Add(new Trade(new EventTime(nanos), Symbol.Of("IBM"), (double)trades[trade].Price, (double)trades[trade].Size));
            else tape.Add(new Quote(new EventTime(nanos), Symbol.Of("IBM"), (double)quotes[quote].Bid, 0, (double)quotes[quote].Ask, 0));
        }

        var stuffed = StuffedSeconds(trades, quotes, atLeast, maxTrades: 0, maxMovePercent: 0.05m);
        var rule = new QuoteStuffingRule { MinUpdates = atLeast, MaxTrades = 0, Windows = 1 };
        var actual = RuleRun.Over(tape, rule).Derived<QuoteStuffing>();

        Assert.True(stuffed.Count >= 10, $"Only {stuffed.Count} seconds: is this the right data?");
        Assert.Equal(stuffed.Select(second => (second.Key, second.Value)), actual.Select(found => (found.Payload.Start.Nanos / NanosPerSecond, found.Payload.Updates)));
    }

    private static bool IsV(List<decimal> p) => p[0] > p[1] && p[1] > p[2] && p[2] > p[3] && p[3] < p[4] && p[4] < p[5] && p[5] < p[6];

    /// <summary>Seconds with so many changes of price, no more prints, and mids no farther apart.</summary>
    private static SortedDictionary<long, long> StuffedSeconds(
        List<(string Symbol, long Nanos, decimal Price, decimal Size)> trades,
        List<(string Symbol, long Nanos, decimal Bid, decimal Ask)> quotes,
        int atLeast,
        int maxTrades,
        decimal maxMovePercent)
    {
        var prints = trades.GroupBy(trade => trade.Nanos / NanosPerSecond).ToDictionary(second => second.Key, second => second.Count());
        var changes = new List<(long Second, decimal? Mid)>();
        var (bid, ask) = (0m, 0m);
        foreach (var quote in quotes)
        {
            var (newBid, newAsk) = (quote.Bid > 0 ? quote.Bid : bid, quote.Ask > 0 ? quote.Ask : ask);
            if (newBid == bid && newAsk == ask) continue;
            (bid, ask) = (newBid, newAsk);
            changes.Add((quote.Nanos / NanosPerSecond, bid > 0 && ask > 0 ? (bid + ask) / 2 : null));
        }

        var found = new SortedDictionary<long, long>();
        foreach (var second in changes.GroupBy(change => change.Second))
        {
            var mids = second.Select(change => change.Mid).OfType<decimal>().ToList();
            var isCalm = mids.Count > 0 && (mids.Max() - mids.Min()) * 100 <= maxMovePercent * mids.Min();
            if (second.Count() >= atLeast && prints.GetValueOrDefault(second.Key) <= maxTrades && isCalm) found[second.Key] = second.Count();
        }

        return found;
    }
}
