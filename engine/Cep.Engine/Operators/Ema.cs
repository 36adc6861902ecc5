namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Exponential moving average over n events of a key: <c>ema = x · 2/(1+n) + ema(previous) · (1 − 2/(1+n))</c>, with
    /// the first x met by <paramref name="seed"/>. That is the definition of the ACM DEBS 2022 Grand Challenge when the
    /// seed is 0; the average of a price then needs about 2n events before it means something.
    /// </summary>
    /// <param name="n">At least 1; with 1 the average is the event itself.</param>
    /// <param name="selector">The number to average.</param>
    /// <param name="result">Makes the result of an event and its average.</param>
    /// <param name="seed">The average before the first event.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is less than 1.</exception>
    public EventStream<TResult> Ema<TResult>(int n, Func<T, double> selector, Func<T, double, TResult> result, double seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(result);
        return new StepStream<T, double, TResult, EmaStep<T, TResult>>(this, new EmaStep<T, TResult>(n, selector, result, seed));
    }

    /// <summary>The exponential moving average alone, see the other overload.</summary>
    public EventStream<double> Ema(int n, Func<T, double> selector, double seed = 0) =>
        Ema(n, selector, static (_, average) => average, seed);
}

/// <summary>The exponential moving average of a stream of numbers.</summary>
public static class EmaOfNumbers
{
    /// <inheritdoc cref="EventStream{T}.Ema{TResult}"/>
    public static EventStream<double> Ema(this EventStream<double> numbers, int n, double seed = 0)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return numbers.Ema(n, static number => number, seed);
    }
}

internal readonly struct EmaStep<T, TResult>(int n, Func<T, double> selector, Func<T, double, TResult> make, double seed) : IStep<T, double, TResult>
{
    private readonly double weight = 2.0 / (1 + n);

    public static bool EmitsAlways => true;

    public void Initialize(Span<double> fresh) => fresh.Fill(seed);

    public bool IsFresh(in double state) => state.Equals(seed);

    public bool Take(ref double state, in T value, out TResult result)
    {
        var average = selector(value) * weight + state * (1 - weight);
        result = make(value, average);
        state = average;
        return true;
    }
}
