namespace Cep.Benchmarks;

/// <summary>Ends in a filter that lets nothing through, so that the operator before it is what is measured.</summary>
public abstract class SilentRule : Rule<Trade, double>
{
    /// <summary>More than any price, size or average.</summary>
    protected const double Never = double.MaxValue;
}

/// <summary>A filter alone.</summary>
[Rule("where")]
public sealed class WhereRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Where(static trade => trade.Price > Never).Select(static trade => trade.Price);
}

/// <summary>A projection.</summary>
[Rule("select")]
public sealed class SelectRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Select(static trade => trade.Price).Where(static price => price > Never);
}

/// <summary>A fold of each event.</summary>
[Rule("scan")]
public sealed class ScanOfPricesRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Scan(0.0, static (most, trade) => trade.Price > most ? trade.Price : most).Where(static most => most > Never);
}

/// <summary>The last price of a window.</summary>
[Rule("last")]
public sealed class LastRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Tumbling(TimeSpan.FromDays(1)).Last(static trade => trade.Price).Select(static window => window.Value);
}

/// <summary>Bars of a window.</summary>
[Rule("bars")]
public sealed class BarsOfMinutesRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Tumbling(TimeSpan.FromDays(1)).Bars().Select(static bar => bar.Close);
}

/// <summary>An average.</summary>
[Rule("ema")]
public sealed class EmaRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Ema(38, static trade => trade.Price).Where(static average => average > Never);
}

/// <summary>Each event with the one before.</summary>
[Rule("pairwise")]
public sealed class PairwiseRule : SilentRule
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) =>
        events.Pairwise(static (previous, current) => current.Price - previous.Price).Where(static move => move > Never);
}
