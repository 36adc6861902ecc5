namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// The count window of the last <paramref name="count"/> events of a key, worked out anew every <paramref name="step"/>
    /// events: the first result comes with the event that fills the window, and from then on with each event or each n-th.
    /// <code>
    /// count 3, step 2    a──b──c──d──e──▶
    ///                          abc   cde
    /// </code>
    /// It starts at the time of its first event and ends at that of its last. Until it is full there is no result.
    /// </summary>
    /// <param name="count">The events of a window; at least 1.</param>
    /// <param name="step">From 1 to <paramref name="count"/>, which makes it a tumbling one.</param>
    /// <remarks>The cost of an event does not depend on how many a window holds; each takes about 40 bytes while it is in one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Count or step are less than 1, or step is greater than count.</exception>
    public CountSlidingWindows<T> CountSliding(int count, int step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, count);
        return new CountSlidingWindows<T>(this, count, step);
    }
}

/// <summary>The sliding count windows of a stream; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class CountSlidingWindows<T> : MovingWindows<T>
{
    private readonly int size;
    private readonly int step;

    internal CountSlidingWindows(EventStream<T> source, int size, int step)
        : base(source) => (this.size, this.step) = (size, step);

    private protected override EventStream<TResult> Of<TValue, TKept, TState, TResult, TMoving>(EventStream<TValue> values, TMoving moving) =>
        new CountSlidingStream<TValue, TKept, TState, TResult, TMoving>(values, size, step, moving);
}
