namespace Cep.Tests;

/// <summary>A query over each operator that keeps something for a key, and over some that meet.</summary>
internal static class KeyedQueries
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Rules by how long a key has to be quiet until they forget it, null for never.</summary>
    public static Func<TimeSpan?, Rule>[] All =>
    [
        Of(t => t.Scan(0.0, (sum, x) => sum / 2 + x.Price)),
        Of(t => t.Scan(() => new List<double>(), Append, prices => prices.Sum())),
        Of(t => t.Ema(3, x => x.Price)),
        Of(t => t.CrossesAbove(x => x.Price, _ => 3).Select(x => x.Price)),
        Of(t => t.DistinctUntilChanged(x => x.Price).Select(x => x.Size)),
        Of(t => t.Select(x => x.Price).Pairwise()),
        Of(t => t.Tumbling(3 * Second).Sum(x => x.Price)),
        Of(t => t.Tumbling(7 * Second, 2 * Second).Aggregate(() => "", (text, x) => text + x.Price, (a, b) => a + b)),
        Of(t => t.Tumbling(3 * Second).Sum(x => x.Price).Tumbling(9 * Second).Last(w => w.Value)),
        Of(t => t.Hopping(9 * Second, 2 * Second).Bars()),
        Of(t => t.Hopping(6 * Second, 2 * Second).Aggregate(() => "", (text, x) => text + x.Price, (a, b) => a + b)),
        Of(t => t.TimeOfDay(TradingCalendar.UsEquity, DayTime.Open + 5 * Second, DayTime.Open + 25 * Second).Sum(x => x.Price)),
        Of(t => t.Tumbling(7 * Second).EarlyEvery(3 * Second).Sum(x => x.Price)),
        Of(t => t.Hopping(8 * Second, 2 * Second).EarlyEvery(3 * Second).Sum(x => x.Price)),
        Of(t => t.TimeOfDay(TradingCalendar.UsEquity, DayTime.Open + 5 * Second, DayTime.Open + 25 * Second).EarlyEvery(3 * Second).Sum(x => x.Price)),
        Of(t => t.Sliding(5 * Second).Variance(x => x.Price)),
        Of(t => t.Sliding(5 * Second).OnlyOnEnter().Min(x => x.Price)),
        Of(t => t.Sliding(5 * Second).Aggregate(() => "", (text, x) => text + x.Price, (a, b) => a + b)),
        Of(t => t.Sliding(5 * Second).DistinctCount(x => x.Price)),
        Of(t => t.Sliding(5 * Second).Quantile(x => x.Price, 0.5)),
        Of(t => t.Sliding(3 * Second).Bars().Sliding(4 * Second).Vwap(bar => bar.Close, bar => bar.Volume)),
        Of(t => t.CountTumbling(3).Sum(x => x.Price)),
        Of(t => t.CountSliding(4, 2).Max(x => x.Price)),
        Of(t => t.CountSliding(3).Bars().CountSliding(2).Mean(bar => bar.Close)),
        Of(t => t.Session(3 * Second, 8 * Second).Bars()),
        Of(t => t.Absent(4 * Second)),
        Of(t => t.Absent(3 * Second, unless: x => x.Price > 4).Tumbling(5 * Second).Count()),
        Of(t => t.Timeout(5 * Second, from: x => x.Price < 4, until: (asked, x) => x.Price > asked.Price)),
        Of(t => t.Every(2 * Second, 6 * Second).Select(x => x.Price)),
        Of(t => t.Every(2 * Second, 6 * Second, unless: x => x.Price > 4).Select(x => x.Price)),
        .. KeyedPatterns.Queries,
        Of(t => t.IntervalJoin(t.Where(x => x.Price > 3), 4 * Second, 3 * Second, (a, b) => a.Price * 10 + b.Price)),
        Of(t => t.AsOf(t.Where(x => x.Price > 3), 5 * Second, (a, b) => a.Price * 10 + b.Price, AsOfDirection.Forward)),
        WithQuotes((t, q) => t.AsOf(q, 5 * Second, (a, b) => a.Price * 10 + b.BidPrice, AsOfDirection.Nearest)),
        WithQuotes((t, q) => t.AsOfOrDefault(q, 3 * Second, (a, b) => a.Price * 10 + (b?.BidPrice ?? 9))),
        WithQuotes((t, q) => t.WithReference(q, (a, b) => a.Price * 10 + b.BidPrice)),
        WithQuotes((t, q) => t.IntervalJoin(q, -Second, 6 * Second, (a, b) => a.Price * 10 + b.BidPrice).Scan(0.0, (sum, x) => sum / 2 + x)),
        WithQuotes((t, q) => t.WithTradingTime(Statuses(q), TradingCalendar.UsEquity).Select(x => (x.At.Nanos, x.Value.Price))),
        WithQuotes((t, q) => t.TumblingTradingTime(4 * Second, Statuses(q), TradingCalendar.UsEquity).Sum(x => x.Price)),
        WithQuotes((t, q) => t.AbsentTradingTime(4 * Second, Statuses(q), TradingCalendar.UsEquity, unless: x => x.Price > 5)),
        WithQuotes((t, q) => t.TimeoutTradingTime(
            5 * Second, Statuses(q), TradingCalendar.UsEquity, from: x => x.Price < 4, until: (asked, x) => x.Price > asked.Price)),
        _ => new OfQuotesAndTheirOwn(),
    ];

    private static List<double> Append(List<double> prices, Trade trade)
    {
        prices.Add(trade.Price);
        return prices;
    }

    /// <summary>Trading stops at some quotes and resumes at others.</summary>
    internal static EventStream<MarketStatus> Statuses(EventStream<Quote> quotes) =>
        quotes.Select(q => new MarketStatus(q.Time, q.Symbol, q.BidPrice > 3 ? TradingState.Halted : TradingState.Open));

    internal static Func<TimeSpan?, Rule> Of<T>(Func<EventStream<Trade>, IObservable<T>> query) =>
        after => new TestRule<Trade, T>(query) { ForgetAfter = after };

    internal static Func<TimeSpan?, Rule> WithQuotes<T>(Func<EventStream<Trade>, EventStream<Quote>, IObservable<T>> query) =>
        after => new TestRule<Trade, Quote, T>(query) { ForgetAfter = after };

    /// <summary>Derives what another rule consumes together with the log's own, so that the shard merges both for it.</summary>
    [Rule("of-quotes-and-their-own")]
    internal sealed class OfQuotesAndTheirOwn : Rule<Quote, double>
    {
        public override IObservable<double> Query(EventStream<Quote> quotes) => quotes.Scan(0.0, (sum, q) => sum / 2 + q.BidPrice);
    }

    [Rule("makes-quotes")]
    internal sealed class MakesQuotes : Rule<Trade, Quote>
    {
        public override IObservable<Quote> Query(EventStream<Trade> trades) =>
            trades.Tumbling(2 * Second).Last(t => t).Select(w => new Quote(w.End, w.Value.Symbol, w.Value.Price, 1, w.Value.Price + 1, 1));
    }
}
