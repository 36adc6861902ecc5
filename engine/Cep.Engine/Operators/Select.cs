namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>Each event turned into something else.</summary>
    /// <remarks>An event for which the function throws is left out and becomes a dead letter.</remarks>
    public EventStream<TResult> Select<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new StepStream<T, NoState, TResult, SelectStep<T, TResult>>(this, new SelectStep<T, TResult>(selector));
    }
}

internal readonly struct SelectStep<T, TResult>(Func<T, TResult> selector) : IStep<T, NoState, TResult>
{
    public static bool EmitsAlways => true;

    public void Initialize(Span<NoState> fresh)
    {
    }

    public bool Take(ref NoState state, in T value, out TResult result)
    {
        result = selector(value);
        return true;
    }
}
