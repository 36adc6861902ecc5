namespace Cep.Throughput;

/// <summary>The greatest price of a symbol in each window, where it is high.</summary>
[Rule("throughput-tumbling-max")]
public sealed class TumblingMaxRule(TimeSpan size) : Rule<Trade, double>
{
    internal const double Limit = 330;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => High(events.Tumbling(size));

    internal static EventStream<double> High(Windows<Trade> windows) => windows
        .Max(static trade => trade.Price)
        .Where(static window => window.Value > Limit)
        .Select(static window => window.Value);
}

/// <summary>The same in windows of which twelve hold each trade.</summary>
[Rule("throughput-hopping-max")]
public sealed class HoppingMaxRule(TimeSpan size) : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => TumblingMaxRule.High(events.Hopping(size, size / 12));
}

/// <summary>The same in windows that a gap closes.</summary>
[Rule("throughput-session-max")]
public sealed class SessionMaxRule(TimeSpan gap) : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => TumblingMaxRule.High(events.Session(gap));
}

/// <summary>The same in windows of a number of trades.</summary>
[Rule("throughput-count-max")]
public sealed class CountMaxRule(int count) : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => TumblingMaxRule.High(events.CountTumbling(count));
}

/// <summary>The volume of a symbol's last trades, at every 1,000,000 or so.</summary>
[Rule("throughput-count-sliding-sum")]
public sealed class CountSlidingSumRule(int count) : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .CountSliding(count)
        .Sum(static trade => trade.Size)
        .Where(static window => window.Value % SlidingSumRule.Every == 0)
        .Select(static window => window.Value);
}
