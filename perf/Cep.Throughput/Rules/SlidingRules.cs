namespace Cep.Throughput;

/// <summary>The least price of a symbol over the last time, where it is high.</summary>
[Rule("throughput-sliding-min")]
public sealed class SlidingMinRule(TimeSpan size, bool tellsLeaving) : Rule<Trade, double>
{
    internal const double Limit = 345;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => Windows(events)
        .Min(static trade => trade.Price)
        .Where(static window => window.Value > Limit)
        .Select(static window => window.Value);

    private SlidingWindows<Trade> Windows(EventStream<Trade> events) => tellsLeaving ? events.Sliding(size) : events.Sliding(size).OnlyOnEnter();
}

/// <summary>The volume of a symbol over the last time, at every 1,000,000 or so.</summary>
[Rule("throughput-sliding-sum")]
public sealed class SlidingSumRule(TimeSpan size) : Rule<Trade, double>
{
    internal const double Every = 1021;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Sliding(size).OnlyOnEnter()
        .Sum(static trade => trade.Size)
        .Where(static window => window.Value % Every == 0)
        .Select(static window => window.Value);
}
