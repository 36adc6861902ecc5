namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Session windows: events of a key that follow each other within <paramref name="gap"/> belong together. A window is
    /// half-open: it starts at its first event and ends when the gap after its last one is over, so an event exactly then
    /// begins another. Its result is emitted when time passes its end; the end of the input closes what is open.
    /// <code>
    /// gap 3 s    a──b────c────────d──▶
    ///            [ab    c   )     [d     )
    /// </code>
    /// </summary>
    /// <param name="gap">How long nothing comes until the window is over, at least 100 ns.</param>
    /// <param name="maxLength">At most how long after its start the window ends, whether events come or not; the next one begins another. Null for no bound.</param>
    /// <remarks>
    /// A key without an open window keeps nothing. There are no early results: where a window ends is not known before, and
    /// its end is part of the identity of what it tells.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Gap or length are not positive.</exception>
    public SessionWindows<T> Session(TimeSpan gap, TimeSpan? maxLength = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(gap, TimeSpan.Zero);
        if (maxLength is { } length) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero, nameof(maxLength));
        return new SessionWindows<T>(this, checked(gap.Ticks * 100), maxLength is { } bound ? checked(bound.Ticks * 100) : long.MaxValue);
    }
}

/// <summary>The session windows of a stream; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class SessionWindows<T> : Windows<T>
{
    private readonly long gapNanos;
    private readonly long maxNanos;

    internal SessionWindows(EventStream<T> source, long gapNanos, long maxNanos)
        : base(source) => (this.gapNanos, this.maxNanos) = (gapNanos, maxNanos);

    private protected override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate) =>
        new SessionStream<TValue, TState, TResult, TAggregate>(values, gapNanos, maxNanos, aggregate);
}
