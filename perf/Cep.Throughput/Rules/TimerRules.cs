namespace Cep.Throughput;

/// <summary>Symbols that fall silent at a price that is high.</summary>
[Rule("throughput-absent")]
public sealed class AbsentRule(TimeSpan duration) : Rule<Trade, double>
{
    internal const double Limit = 990;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Absent(duration)
        .Where(static absence => absence.Last.Price > Limit)
        .Select(static absence => absence.Last.Price);
}

/// <summary>Samples of the symbols that are active, where the price is high.</summary>
[Rule("throughput-every")]
public sealed class EveryRule(TimeSpan period, TimeSpan quietAfter) : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Every(period, quietAfter)
        .Where(static trade => trade.Price > AbsentRule.Limit)
        .Select(static trade => trade.Price);
}

/// <summary>Trades of an odd size wait for the next trade: those at a high price that wait in vain.</summary>
[Rule("throughput-timeout")]
public sealed class TimeoutRule(TimeSpan after) : Rule<Trade, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Timeout(after, static trade => Waits(trade))
        .Where(static wait => wait.IsTimedOut && wait.Event.Price > AbsentRule.Limit)
        .Select(static wait => wait.Event.Price);

    internal static bool Waits(in Trade trade) => trade.Size % 2 == 1;
}
