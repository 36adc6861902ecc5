namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>The events that differ from the one before them of the same key; the first one always.</summary>
    public EventStream<T> DistinctUntilChanged() => DistinctUntilChanged(static value => value);

    /// <summary>The events whose selected value differs from that of the event before them of the same key; the first one always.</summary>
    public EventStream<T> DistinctUntilChanged<TKey>(Func<T, TKey> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new StepStream<T, Seeded<TKey>, T, DistinctStep<T, TKey>>(this, new DistinctStep<T, TKey>(selector));
    }
}

internal readonly struct DistinctStep<T, TKey>(Func<T, TKey> selector) : IStep<T, Seeded<TKey>, T>
{
    public static bool EmitsAlways => false;

    public void Initialize(Span<Seeded<TKey>> fresh)
    {
    }

    public bool IsFresh(in Seeded<TKey> state) => !state.IsMade;

    public bool Take(ref Seeded<TKey> state, in T value, out T result)
    {
        result = value;
        var now = selector(value);
        if (state.IsMade && EqualityComparer<TKey>.Default.Equals(state.Value, now)) return false;
        state = new Seeded<TKey> { IsMade = true, Value = now };
        return true;
    }
}
