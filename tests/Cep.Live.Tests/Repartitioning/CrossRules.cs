namespace Cep.Live;

/// <summary>Every hundredth tick of the market, with an average over all of them.</summary>
[Rule("market-mean")]
internal sealed class MarketMean : Rule<Trade, double>
{
    private static readonly Symbol Market = Symbol.Of("market");

    public override IObservable<double> Query(EventStream<Trade> events) => events
        .PartitionBy(static _ => Market)
        .Scan((Count: 0, Mean: 0.0), static (state, tick) => (state.Count + 1, state.Mean + (tick.Price - state.Mean) / (state.Count + 1)))
        .Where(static state => state.Count % 100 == 0)
        .Select(static state => state.Mean);
}

/// <summary>What is traded in each of ten sectors in each minute; the last digit of a symbol is its sector.</summary>
[Rule("sector-sums")]
internal sealed class SectorSums : Rule<Trade, double>
{
    public static string SectorOf(Trade tick) => "sector " + tick.Symbol.Name[^1];

    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Where(static tick => tick.Size > 5)
        .PartitionBy(SectorOf)
        .Tumbling(TimeSpan.FromMinutes(1))
        .Sum(static tick => tick.Size)
        .Select(static window => window.Value);
}

/// <summary>A great trade.</summary>
internal sealed record Great(double Size);

/// <summary>Finds great trades, by symbol.</summary>
[Rule("great-trades")]
internal sealed class GreatTrades : Rule<Trade, Great>
{
    public override IObservable<Great> Query(EventStream<Trade> events) => events.Where(static tick => tick.Size > 90).Select(static tick => new Great(tick.Size));
}

/// <summary>How many great trades there were in all symbols, of every tenth.</summary>
[Rule("great-counts")]
internal sealed class GreatCounts : Rule<Great, int>
{
    public override IObservable<int> Query(EventStream<Great> events) => events
        .PartitionBy(static _ => "market")
        .Scan(0, static (count, _) => count + 1)
        .Where(static count => count % 10 == 0);
}
