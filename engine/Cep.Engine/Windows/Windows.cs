namespace Cep;

/// <summary>The windows of a stream; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public abstract class Windows<T>
{
    private protected Windows(EventStream<T> source) => Source = source;

    internal EventStream<T> Source { get; }

    /// <summary>The last value of each window, in log order.</summary>
    public EventStream<Windowed<TResult>> Last<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<TResult, TResult, Windowed<TResult>, LastAggregate<TResult>>(Source.Select(selector), default);
    }

    /// <summary>The first value of each window, in log order.</summary>
    public EventStream<Windowed<TResult>> First<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<TResult, TResult, Windowed<TResult>, FirstAggregate<TResult>>(Source.Select(selector), default);
    }

    /// <summary>The sum of a number over each window, compensated for rounding.</summary>
    public EventStream<Windowed<double>> Sum(Func<T, double> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<double, CompensatedSum, Windowed<double>, SumAggregate>(Source.Select(selector), default);
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
        return Bars(Source.Select(value => new PriceAndSize(price(value), size(value))));
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
        return Of<T, TResult, Windowed<TResult>, FoldAggregate<T, TResult>>(Source, new FoldAggregate<T, TResult>(seed, accumulate, merge));
    }

    internal EventStream<Bar> Bars(EventStream<PriceAndSize> prices) => Of<PriceAndSize, BarState, Bar, BarAggregate>(prices, default);

    /// <summary>
    /// The same windows over values that were selected from the events. Selecting comes first and in a loop of its own, so
    /// that the loop over the keys' states calls no code of the author's and stays in registers.
    /// </summary>
    private protected abstract EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate)
        where TAggregate : struct, IWindowAggregate<TValue, TState, TResult>;
}
