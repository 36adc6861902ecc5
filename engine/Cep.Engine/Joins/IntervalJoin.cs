namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// All pairs of an event of this stream and one of another stream of the same key whose times are near each other: the
    /// other's time less this one's is from −<paramref name="before"/> to +<paramref name="after"/>, both ends included.
    /// Each pair is emitted once, at the time of the later of the two.
    /// </summary>
    /// <param name="other">The other stream; it may be this one, and an event then makes a pair with itself.</param>
    /// <param name="before">How much earlier than this stream's event the other's may be. Negative: it must be later by at least as much.</param>
    /// <param name="after">How much later the other's event may be. Negative: it must be earlier by at least as much.</param>
    /// <param name="result">Makes the result of a pair.</param>
    /// <remarks>
    /// Pairs of the same time come in the order in which the log completes them: by the greater of their sequence numbers,
    /// then by this stream's, then by the other's. Events are kept until time has passed the last one that could make a
    /// pair with them; the causes of a pair are those of both.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The interval is empty (<paramref name="before"/> + <paramref name="after"/> is negative), or an end of it is 292 years away.</exception>
    public EventStream<TResult> IntervalJoin<TOther, TResult>(
        EventStream<TOther> other, TimeSpan before, TimeSpan after, Func<T, TOther, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(result);
        var interval = new JoinInterval(SpanNanos.Of(before, nameof(before)), SpanNanos.Of(after, nameof(after)));
        if (-interval.BeforeNanos > interval.AfterNanos)
        {
            throw new ArgumentOutOfRangeException(nameof(after), $"The interval from {-before} to {after} is empty; before + after must not be negative.");
        }

        return new IntervalJoinStream<T, TOther, TResult>(this, other, interval, result);
    }
}

/// <summary>Where the right row of a pair may lie, seen from the left one; both ends included.</summary>
internal readonly record struct JoinInterval(long BeforeNanos, long AfterNanos)
{
    public bool Holds(long left, long right) =>
        SpanNanos.Plus(right, BeforeNanos) >= left && SpanNanos.Plus(left, AfterNanos) >= right;
}

internal sealed class IntervalJoinStream<T, TOther, TResult>(
    EventStream<T> left, EventStream<TOther> right, JoinInterval interval, Func<T, TOther, TResult> result)
    : EventStream<TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new IntervalJoinOperator<T, TOther, TResult>(plan, interval, result);
        plan.OutputOf(left).Connect(operation.Left);
        plan.OutputOf(right).Connect(operation.Right);
        operation.Announce();
        return operation.Output;
    }
}
