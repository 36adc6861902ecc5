namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Windows of a fixed size, one after another, half-open <c>[start, end)</c> and aligned to the Unix epoch, whatever
    /// the first event. A window's result is emitted when time passes its end; a key without events in a window emits
    /// nothing for it; the end of the input closes what is open.
    /// </summary>
    /// <param name="size">The length of a window, at least 100 ns.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    public TumblingWindows<T> Tumbling(TimeSpan size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, TimeSpan.Zero);
        return new TumblingWindows<T>(this, checked(size.Ticks * 100));
    }
}

/// <summary>The tumbling windows of a stream; say what they compute.</summary>
public sealed class TumblingWindows<T>
{
    private readonly EventStream<T> source;
    private readonly long sizeNanos;

    internal TumblingWindows(EventStream<T> source, long sizeNanos)
    {
        this.source = source;
        this.sizeNanos = sizeNanos;
    }

    /// <summary>The last value of each window, in log order.</summary>
    public EventStream<Windowed<TResult>> Last<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<TResult, Windowed<TResult>, LastAggregate<T, TResult>>(new LastAggregate<T, TResult>(selector));
    }

    /// <summary>The first value of each window, in log order.</summary>
    public EventStream<Windowed<TResult>> First<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<TResult, Windowed<TResult>, FirstAggregate<T, TResult>>(new FirstAggregate<T, TResult>(selector));
    }

    /// <summary>The sum of a number over each window, compensated for rounding.</summary>
    public EventStream<Windowed<double>> Sum(Func<T, double> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<CompensatedSum, Windowed<double>, SumAggregate<T>>(new SumAggregate<T>(selector));
    }

    /// <summary>How many events each window holds.</summary>
    public EventStream<Windowed<long>> Count() =>
        Aggregate(0L, static (count, _) => count + 1);

    /// <summary>Open, high, low and close, volume, VWAP and count of each window.</summary>
    public EventStream<Bar> Bars(Func<T, double> price, Func<T, double> size)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(size);
        return Of<BarState, Bar, BarAggregate<T>>(new BarAggregate<T>(price, size));
    }

    /// <summary>Folds the events of each window, starting from <paramref name="seed"/>, a value or an immutable object.</summary>
    public EventStream<Windowed<TResult>> Aggregate<TResult>(TResult seed, Func<TResult, T, TResult> accumulate)
    {
        ArgumentNullException.ThrowIfNull(accumulate);
        return Of<TResult, Windowed<TResult>, FoldAggregate<T, TResult>>(new FoldAggregate<T, TResult>(() => seed, accumulate));
    }

    /// <summary>Folds the events of each window, with a seed of its own for each, so that it may be a mutable object.</summary>
    public EventStream<Windowed<TResult>> Aggregate<TResult>(Func<TResult> seed, Func<TResult, T, TResult> accumulate)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(accumulate);
        return Of<TResult, Windowed<TResult>, FoldAggregate<T, TResult>>(new FoldAggregate<T, TResult>(seed, accumulate));
    }

    private TumblingStream<T, S, TResult, TAggregate> Of<S, TResult, TAggregate>(TAggregate aggregate)
        where TAggregate : struct, IWindowAggregate<T, S, TResult> =>
        new(source, sizeNanos, aggregate);
}
