namespace Cep.Rules;

/// <summary>The effective spread of every trade of the real market days, against plain loops in decimals that share no code with the engine.</summary>
public sealed class EffectiveSpreadDaysTests
{
    [Theory]
    [InlineData("AIG")]
    [InlineData("BAC")]
    [InlineData("IBM")]
    public void Trades_agree_one_by_one_with_a_plain_loop(string symbol)
    {
        var (allTrades, allQuotes) = (MarketDays.Trades(), MarketDays.Quotes());
        if (allTrades is null || allQuotes is null) Assert.Skip("The market data is not here: expected ../shared/data/lean beside the repository.");
        var trades = allTrades.Where(trade => trade.Symbol == symbol).ToList();
        var quotes = allQuotes.Where(quote => quote.Symbol == symbol).ToList();
        var tape = Tape.Empty();
        foreach (var (nanos, trade, quote) in trades.Select((row, i) => (row.Nanos, i, -1)).Concat(quotes.Select((row, i) => (row.Nanos, -1, i))).OrderBy(x => x.Item1))
        {
            var time = new EventTime(nanos);
            if (trade >= 0) tape.Add(new Trade(time, Symbol.Of(symbol), (double)trades[trade].Price, (double)trades[trade].Size));
            else tape.Add(new Quote(time, Symbol.Of(symbol), (double)quotes[quote].Bid, 0, (double)quotes[quote].Ask, 0));
        }

        var expected = Naive(trades, quotes);
        var actual = RuleRun.Over(tape, new EffectiveSpreadRule()).Derived<EffectiveSpread>();

        Assert.True(expected.Count > 10_000, $"Only {expected.Count} trades: is this the right data?");
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], (actual[i].Time.Nanos, actual[i].Payload));
    }

    private static List<(long Nanos, EffectiveSpread Spread)> Naive(
        List<(string Symbol, long Nanos, decimal Price, decimal Size)> trades, List<(string Symbol, long Nanos, decimal Bid, decimal Ask)> quotes)
    {
        var found = new List<(long, EffectiveSpread)>();
        var (next, bid, ask) = (0, 0m, 0m);
        for (var i = 0; i < trades.Count; i++)
        {
            var trade = trades[i];
            for (; next < quotes.Count && quotes[next].Nanos <= trade.Nanos; next++)
            {
                if (quotes[next].Bid > 0) bid = quotes[next].Bid;
                if (quotes[next].Ask > 0) ask = quotes[next].Ask;
            }

            if (bid == 0 || ask == 0) continue;
            var different = i - 1;
            while (different >= 0 && trades[different].Price == trade.Price) different--;
            var mid = (bid + ask) / 2;
            var against = trade.Price != mid ? mid : different >= 0 ? trades[different].Price : trade.Price;
            var side = trade.Price > against ? TradeSide.Buy : trade.Price < against ? TradeSide.Sell : TradeSide.Unknown;
            found.Add((trade.Nanos, new EffectiveSpread(
                (double)trade.Price, (double)trade.Size, (double)bid, (double)ask, (double)mid, (double)(2 * Math.Abs(trade.Price - mid)), side)));
        }

        return found;
    }
}
