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
        return Of<TResult, TResult, Windowed<TResult>, LastAggregate<TResult>>(Source.SelectOfEvents(selector), default);
    }

    /// <summary>The first value of each window, in log order.</summary>
    public EventStream<Windowed<TResult>> First<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<TResult, TResult, Windowed<TResult>, FirstAggregate<TResult>>(Source.SelectOfEvents(selector), default);
    }

    /// <summary>The least value of each window; one that is not a number counts only while there is no other.</summary>
    public EventStream<Windowed<double>> Min(Func<T, double> selector) =>
        Of<double, double, Windowed<double>, MinAggregate>(Numbers(selector), default);

    /// <summary>The greatest value of each window; one that is not a number counts only while there is no other.</summary>
    public EventStream<Windowed<double>> Max(Func<T, double> selector) =>
        Of<double, double, Windowed<double>, MaxAggregate>(Numbers(selector), default);

    /// <summary>How many events each window holds.</summary>
    public EventStream<Windowed<long>> Count() =>
        Of<NoState, NoState, Windowed<long>, CountAggregate>(Source.SelectOfEvents(static _ => default(NoState)), default);

    /// <summary>How many different values there are in each window, exactly. The window keeps each of them.</summary>
    public EventStream<Windowed<long>> DistinctCount<TValue>(Func<T, TValue> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of<TValue, ValueCounts<TValue>, Windowed<long>, DistinctAggregate<TValue>>(Source.SelectOfEvents(selector), default);
    }

    /// <summary>
    /// The sum of a number over each window, compensated for rounding. As long as a value in it is infinite or not a number
    /// so is the sum, and no longer.
    /// </summary>
    public EventStream<Windowed<double>> Sum(Func<T, double> selector) =>
        Of<double, MovingSum, Windowed<double>, SumAggregate>(Numbers(selector), default);

    /// <summary>The sum of a number over each window divided by the number of events; see <see cref="Sum"/>.</summary>
    public EventStream<Windowed<double>> Mean(Func<T, double> selector) =>
        Of<double, MovingSum, Windowed<double>, MeanAggregate>(Numbers(selector), default);

    /// <summary>
    /// The variance of a number over each window: the mean squared distance from the mean, divided by n and not by n − 1, 0
    /// for a single event. Not a number as long as a value in it is not finite.
    /// </summary>
    public EventStream<Windowed<double>> Variance(Func<T, double> selector) =>
        Of<double, Squares, Windowed<double>, VarianceAggregate>(Numbers(selector), new VarianceAggregate(root: false));

    /// <summary>The root of the <see cref="Variance"/>.</summary>
    public EventStream<Windowed<double>> StandardDeviation(Func<T, double> selector) =>
        Of<double, Squares, Windowed<double>, VarianceAggregate>(Numbers(selector), new VarianceAggregate(root: true));

    /// <summary>
    /// A quantile of a number over each window: a value within <paramref name="relativeError"/> of the one that has rank
    /// ⌈part · n⌉ among the n values of the window, the least having rank 1. Values that are not a number are left out; of
    /// those alone there is no quantile, and the result is not a number either.
    /// </summary>
    /// <param name="selector">The number.</param>
    /// <param name="part">Between 0, the least, and 1, the greatest; 0.5 is the median.</param>
    /// <param name="relativeError">How far off the result may be, as a part of the value; 0.0001 to 0.5. A window keeps up to 1 ÷ error counts for each power of 2 that its values span.</param>
    /// <exception cref="ArgumentOutOfRangeException">Part or error lies outside its bounds.</exception>
    public EventStream<Windowed<double>> Quantile(Func<T, double> selector, double part, double relativeError = 0.01)
    {
        if (part is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(part), part, "A quantile lies between 0 and 1.");
        if (relativeError is not (>= 0.0001 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(relativeError), relativeError, "Choose a relative error between 0.0001 and 0.5.");
        }

        return Of<double, QuantileSketch, Windowed<double>, QuantileAggregate>(
            Numbers(selector), new QuantileAggregate(part, QuantileSketch.FractionBitsFor(relativeError)));
    }

    /// <summary>
    /// The average price of each window weighted by size, each compensated for rounding; the plain average of the prices
    /// when no size is known. Not a number as long as a price or size in the window is not.
    /// </summary>
    public EventStream<Windowed<double>> Vwap(Func<T, double> price, Func<T, double> size)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(size);
        return Of<PriceAndSize, VwapState, Windowed<double>, VwapAggregate>(
            Source.SelectOfEvents(value => new PriceAndSize(price(value), size(value))), default);
    }

    /// <summary>Open, high, low and close, volume, VWAP and count of each window.</summary>
    public EventStream<Bar> Bars(Func<T, double> price, Func<T, double> size)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(size);
        return Bars(Source.SelectOfEvents(value => new PriceAndSize(price(value), size(value))));
    }

    /// <summary>An aggregate of one's own, for windows of any kind.</summary>
    /// <param name="seed">Makes the state before the first event.</param>
    /// <param name="accumulate">The state after a further event.</param>
    /// <param name="merge">The state of two runs of events, the earlier one first. It changes neither: both may be used again.</param>
    /// <remarks>The state is the result: where windows give results before they close, it must be a value or an immutable object.</remarks>
    public EventStream<Windowed<TResult>> Aggregate<TResult>(
        Func<TResult> seed, Func<TResult, T, TResult> accumulate, Func<TResult, TResult, TResult> merge)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(accumulate);
        ArgumentNullException.ThrowIfNull(merge);
        return Of<T, TResult, Windowed<TResult>, FoldAggregate<T, TResult>>(Source, new FoldAggregate<T, TResult>(seed, accumulate, merge));
    }

    /// <summary>An aggregate of one's own that takes events back, for windows of any kind but hopping ones, which need a merge.</summary>
    /// <param name="seed">Makes the state before the first event.</param>
    /// <param name="add">The state after a further event.</param>
    /// <param name="remove">The state without the window's oldest event. It is not asked for the last one: the state is dropped then.</param>
    /// <param name="result">What the state says. It must not hold on to a state that <paramref name="add"/> changes in place.</param>
    /// <remarks>
    /// When <paramref name="remove"/> throws, the fault becomes a dead letter and the key's window starts anew, empty. Floating-point
    /// sums drift when values are taken back; those of the engine's own aggregates do not.
    /// </remarks>
    public EventStream<Windowed<TResult>> Aggregate<TState, TResult>(
        Func<TState> seed, Func<TState, T, TState> add, Func<TState, T, TState> remove, Func<TState, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(remove);
        ArgumentNullException.ThrowIfNull(result);
        return Of<T, TState, Windowed<TResult>, RemovableAggregate<T, TState, TResult>>(
            Source, new RemovableAggregate<T, TState, TResult>(seed, add, remove, result));
    }

    internal EventStream<Bar> Bars(EventStream<PriceAndSize> prices) => Of<PriceAndSize, BarState, Bar, BarAggregate>(prices, default);

    private EventStream<double> Numbers(Func<T, double> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Source.SelectOfEvents(selector);
    }

    /// <summary>
    /// The same windows over values that were selected from the events. Selecting comes first and in a loop of its own, so
    /// that the loop over the keys' states calls no code of the author's and stays in registers.
    /// </summary>
    private protected abstract EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate)
        where TAggregate : struct, IWindowAggregate<TValue, TState, TResult>;
}
