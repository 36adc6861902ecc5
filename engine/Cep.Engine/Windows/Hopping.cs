namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Windows of a fixed size that start every <paramref name="period"/>, half-open <c>[start, end)</c> and aligned to the
    /// Unix epoch; an event lies in size ÷ period of them. A window's result is emitted when time passes its end; a key
    /// without events in a window emits nothing for it; the end of the input closes what is open.
    /// </summary>
    /// <param name="size">The length of a window, at least 100 ns.</param>
    /// <param name="period">The distance between starts, at least 100 ns. With the size it must have a common divisor of at least a 100,000th of the size.</param>
    /// <param name="offset">Moves all windows by this much.</param>
    /// <remarks>An event costs the same however many windows it lies in: windows are put together from panes that they share.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Size or period are not positive, or share no divisor large enough.</exception>
    public HoppingWindows<T> Hopping(TimeSpan size, TimeSpan period, TimeSpan offset = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        var pane = TimeSpan.FromTicks(Divisor(size.Ticks, period.Ticks));
        if (size.Ticks / pane.Ticks > HoppingWindows<T>.MaxPanes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(period),
                $"A window of {Duration.Format(size)} every {Duration.Format(period)} would be put together from more than {HoppingWindows<T>.MaxPanes} panes; choose a period that divides the size.");
        }

        return new HoppingWindows<T>(this, WindowGrid.Of(pane, offset), WindowGrid.Of(period, offset + size), checked(size.Ticks * 100), null);
    }

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}

/// <summary>The hopping windows of a stream; say what they compute.</summary>
public sealed class HoppingWindows<T> : Windows<T>
{
    internal const int MaxPanes = 100_000;
    private readonly WindowGrid panes;
    private readonly WindowGrid ends;
    private readonly long sizeNanos;
    private readonly WindowGrid? earlyPeriod;

    internal HoppingWindows(EventStream<T> source, WindowGrid panes, WindowGrid ends, long sizeNanos, WindowGrid? earlyPeriod)
        : base(source)
    {
        this.panes = panes;
        this.ends = ends;
        this.sizeNanos = sizeNanos;
        this.earlyPeriod = earlyPeriod;
    }

    /// <inheritdoc cref="EarlyPeriod.Of"/>
    public HoppingWindows<T> EarlyEvery(TimeSpan period) => new(Source, panes, ends, sizeNanos, EarlyPeriod.Of(period));

    private protected override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate)
    {
        if (!TAggregate.CanMerge)
        {
            throw new NotSupportedException("Hopping windows are put together from panes that they share: give the aggregate a merge, Aggregate(seed, accumulate, merge).");
        }

        return new HoppingStream<TValue, TState, TResult, TAggregate>(values, panes, ends, sizeNanos, earlyPeriod, aggregate);
    }
}
