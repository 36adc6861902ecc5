namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Windows of a fixed size, one after another, half-open <c>[start, end)</c> and aligned to the Unix epoch, whatever
    /// the first event. A window's result is emitted when time passes its end; a key without events in a window emits
    /// nothing for it; the end of the input closes what is open.
    /// </summary>
    /// <param name="size">The length of a window, at least 100 ns.</param>
    /// <param name="offset">Moves all windows by this much: windows start at multiples of the size plus the offset.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    public TumblingWindows<T> Tumbling(TimeSpan size, TimeSpan offset = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, TimeSpan.Zero);
        return new TumblingWindows<T>(this, WindowGrid.Of(size, offset), null);
    }
}

/// <summary>The tumbling windows of a stream; say what they compute.</summary>
public sealed class TumblingWindows<T> : Windows<T>
{
    private readonly WindowGrid grid;
    private readonly WindowGrid? earlyPeriod;

    internal TumblingWindows(EventStream<T> source, WindowGrid grid, WindowGrid? earlyPeriod)
        : base(source) => (this.grid, this.earlyPeriod) = (grid, earlyPeriod);

    /// <inheritdoc cref="EarlyPeriod.Of"/>
    public TumblingWindows<T> EarlyEvery(TimeSpan period) => new(Source, grid, EarlyPeriod.Of(period));

    /// <summary>Folds the events of each window, starting from <paramref name="seed"/>, a value or an immutable object.</summary>
    public EventStream<Windowed<TResult>> Aggregate<TResult>(TResult seed, Func<TResult, T, TResult> accumulate)
    {
        ArgumentNullException.ThrowIfNull(accumulate);
        return Fold(() => seed, accumulate);
    }

    /// <summary>Folds the events of each window, with a seed of its own for each, so that it may be a mutable object.</summary>
    public EventStream<Windowed<TResult>> Aggregate<TResult>(Func<TResult> seed, Func<TResult, T, TResult> accumulate)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(accumulate);
        return Fold(seed, accumulate);
    }

    private protected override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate) =>
        new TumblingStream<TValue, TState, TResult, TAggregate>(values, grid, earlyPeriod, aggregate);

    private EventStream<Windowed<TResult>> Fold<TResult>(Func<TResult> seed, Func<TResult, T, TResult> accumulate) =>
        Of<T, TResult, Windowed<TResult>, FoldAggregate<T, TResult>>(Source, new FoldAggregate<T, TResult>(seed, accumulate, null));
}
