namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// The window of the last <paramref name="size"/> of time, worked out anew whenever it changes: at t it holds the events
    /// of <c>(t − size, t]</c> that are there. So an event is in it for the half-open time <c>[event, event + size)</c>.
    /// <code>
    /// size 3 s    a──b─────────c──────────▶
    /// count       1  2  1  ─   1      ─        at a, b, where a leaves; where b leaves nothing is left to tell
    /// </code>
    /// </summary>
    /// <param name="size">How long an event stays, at least 100 ns.</param>
    /// <remarks>
    /// <para>
    /// There is a result for each event, of those up to and with it in log order, and one for each moment at which events
    /// leave, of those that are left, before the events of that moment; none when nothing is left: <c>Absent(size)</c>
    /// notices the same moment. The event time of a result is that moment, its causes are the events in the window. The end
    /// of the input moves time on until all events have left.
    /// </para>
    /// <para>The cost of an event does not depend on how many there are in the window; each takes about 40 bytes while it is,
    /// and up to 32 more while it may still be the least, the greatest or the first, where that is asked for.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    public SlidingWindows<T> Sliding(TimeSpan size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, TimeSpan.Zero);
        return new SlidingWindows<T>(this, checked(size.Ticks * 100), tellsLeaving: true);
    }
}

/// <summary>The sliding windows of a stream; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class SlidingWindows<T> : MovingWindows<T>
{
    private readonly long sizeNanos;
    private readonly bool tellsLeaving;

    internal SlidingWindows(EventStream<T> source, long sizeNanos, bool tellsLeaving)
        : base(source)
    {
        this.sizeNanos = sizeNanos;
        this.tellsLeaving = tellsLeaving;
    }

    /// <summary>The same windows with results only for the events that enter, and none for moments at which events leave.</summary>
    public SlidingWindows<T> OnlyOnEnter() => new(Source, sizeNanos, tellsLeaving: false);

    private protected override EventStream<TResult> Of<TValue, TKept, TState, TResult, TMoving>(EventStream<TValue> values, TMoving moving) =>
        new SlidingStream<TValue, TKept, TState, TResult, TMoving>(values, sizeNanos, tellsLeaving, moving);
}
