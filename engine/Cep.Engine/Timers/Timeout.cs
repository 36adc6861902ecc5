namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// What becomes of each event that waits for another of its key: answered within <paramref name="after"/>, or timed out.
    /// <code>
    /// after 5 s, requests a b, responses A B     a──b──A────────────B──▶
    ///                                                  ▲aA ▲b timed out    B finds nothing that waits
    /// </code>
    /// </summary>
    /// <param name="after">How long an event waits; more than zero.</param>
    /// <param name="from">Which events wait; null for all.</param>
    /// <param name="until">Whether a later event (second) answers a waiting one (first); null when any event does.</param>
    /// <remarks>
    /// The wait is the half-open time <c>[event, event + after)</c>: an answer exactly at its end comes too late, and the
    /// notice goes before it. An answer ends all waits that it fits, in the order in which they began, at the answer's time
    /// and with both as causes; a wait that times out is told at its deadline with its event as the cause. The end of the
    /// input answers nothing: what waits then times out at its deadline. An event costs one call of
    /// <paramref name="until"/> for each wait of its own key. An event for which a condition throws is left out and becomes
    /// a dead letter.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is not positive.</exception>
    public EventStream<Awaited<T>> Timeout(TimeSpan after, Func<T, bool>? from = null, Func<T, T, bool>? until = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(after, TimeSpan.Zero);
        return new TimeoutStream<T>(this, checked(after.Ticks * 100), from, until);
    }
}

/// <summary>What became of an event that waited for another.</summary>
/// <param name="Event">The event that waited.</param>
/// <param name="Answer">The event that answered; the default of the type when timed out.</param>
/// <param name="IsTimedOut">Whether no answer came in time.</param>
/// <param name="Waited">How long it waited, cut to 100 ns.</param>
public readonly record struct Awaited<T>(T Event, T? Answer, bool IsTimedOut, TimeSpan Waited);

internal sealed class TimeoutStream<T>(EventStream<T> source, long afterNanos, Func<T, bool>? from, Func<T, T, bool>? until)
    : EventStream<Awaited<T>>
{
    internal override Output<Awaited<T>> Build(RulePlan plan)
    {
        var operation = new TimeoutOperator<T>(plan, afterNanos, from, until);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<T>(operation);
        return operation.Output;
    }
}
