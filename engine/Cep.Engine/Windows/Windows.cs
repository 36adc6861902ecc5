namespace Cep;

/// <summary>The windows of a stream; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public abstract class Windows<T>
{
    private protected Windows()
    {
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

    /// <summary>The least value of each window; one that is not a number counts only while there is no other.</summary>
    public EventStream<Windowed<double>> Min(Func<T, double> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Aggregate(static () => double.NaN, (least, value) => double.MinNumber(least, selector(value)), double.MinNumber);
    }

    /// <summary>The greatest value of each window; one that is not a number counts only while there is no other.</summary>
    public EventStream<Windowed<double>> Max(Func<T, double> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Aggregate(static () => double.NaN, (most, value) => double.MaxNumber(most, selector(value)), double.MaxNumber);
    }

    /// <summary>How many events each window holds.</summary>
    public EventStream<Windowed<long>> Count() =>
        Aggregate(static () => 0L, static (count, _) => count + 1, static (earlier, later) => earlier + later);

    /// <summary>Open, high, low and close, volume, VWAP and count of each window.</summary>
    public EventStream<Bar> Bars(Func<T, double> price, Func<T, double> size)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(size);
        return Of<BarState, Bar, BarAggregate<T>>(new BarAggregate<T>(price, size));
    }

    /// <summary>An aggregate of one's own, for windows of any kind.</summary>
    /// <param name="seed">Makes the state before the first event.</param>
    /// <param name="accumulate">The state after a further event.</param>
    /// <param name="merge">The state of two runs of events, the earlier one first. It changes neither: both may be used again.</param>
    public EventStream<Windowed<TResult>> Aggregate<TResult>(
        Func<TResult> seed, Func<TResult, T, TResult> accumulate, Func<TResult, TResult, TResult> merge)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(accumulate);
        ArgumentNullException.ThrowIfNull(merge);
        return Of<TResult, Windowed<TResult>, FoldAggregate<T, TResult>>(new FoldAggregate<T, TResult>(seed, accumulate, merge));
    }

    private protected abstract EventStream<TResult> Of<TState, TResult, TAggregate>(TAggregate aggregate)
        where TAggregate : struct, IWindowAggregate<T, TState, TResult>;
}
