namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>The events for which the condition holds.</summary>
    /// <remarks>An event for which the condition throws is left out and becomes a dead letter.</remarks>
    public EventStream<T> Where(Func<T, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new StepStream<T, NoState, T, WhereStep<T>>(this, new WhereStep<T>(condition));
    }
}

internal readonly struct WhereStep<T>(Func<T, bool> condition) : IStep<T, NoState, T>
{
    public static bool EmitsAlways => false;

    public void Initialize(Span<NoState> fresh)
    {
    }

    public bool IsFresh(in NoState state) => true;

    public bool Take(ref NoState state, in T value, out T result)
    {
        result = value;
        return condition(value);
    }
}
