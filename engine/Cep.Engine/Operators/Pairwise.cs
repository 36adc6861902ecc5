namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>Each event with the one before it of the same key; nothing for the first.</summary>
    public EventStream<Pair<T>> Pairwise() => Pairwise(static (previous, current) => new Pair<T>(previous, current));

    /// <summary>What a function makes of each event and the one before it of the same key; nothing for the first.</summary>
    public EventStream<TResult> Pairwise<TResult>(Func<T, T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new StepStream<T, Seeded<T>, TResult, PairwiseStep<T, TResult>>(this, new PairwiseStep<T, TResult>(selector));
    }
}

/// <summary>Two events of a key that follow each other.</summary>
/// <param name="Previous">The earlier one.</param>
/// <param name="Current">The later one.</param>
public readonly record struct Pair<T>(T Previous, T Current);

internal readonly struct PairwiseStep<T, TResult>(Func<T, T, TResult> selector) : IStep<T, Seeded<T>, TResult>
{
    public static bool EmitsAlways => false;

    public void Initialize(Span<Seeded<T>> fresh)
    {
    }

    public bool Take(ref Seeded<T> state, in T value, out TResult result)
    {
        result = default!;
        var previous = state;
        state = new Seeded<T> { IsMade = true, Value = value };
        if (!previous.IsMade) return false;
        result = selector(previous.Value, value);
        return true;
    }
}
