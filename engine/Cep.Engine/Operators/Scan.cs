namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Folds the events of a key one after another and emits each new state. The first event of a key meets
    /// <paramref name="seed"/>.
    /// </summary>
    /// <remarks>
    /// The seed is shared by all keys and each state is emitted: make it a value or an immutable object, or use the overload
    /// with a factory.
    /// When the function throws the event is left out, and the state stays as it was.
    /// </remarks>
    public EventStream<TState> Scan<TState>(TState seed, Func<TState, T, TState> accumulate)
    {
        ArgumentNullException.ThrowIfNull(accumulate);
        return new StepStream<T, TState, TState, ScanStep<T, TState>>(this, new ScanStep<T, TState>(seed, accumulate));
    }

    /// <summary>
    /// As the other overload, with a state of its own for each key, which may be a mutable object, and with a result that
    /// is taken from the state at once. The object itself must not leave: by the time the next operator sees it, it may
    /// already hold later events.
    /// </summary>
    public EventStream<TResult> Scan<TState, TResult>(Func<TState> seed, Func<TState, T, TState> accumulate, Func<TState, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(accumulate);
        ArgumentNullException.ThrowIfNull(result);
        return new StepStream<T, Seeded<TState>, TResult, ScanFromFactoryStep<T, TState, TResult>>(
            this, new ScanFromFactoryStep<T, TState, TResult>(seed, accumulate, result));
    }
}

internal readonly struct ScanStep<T, TState>(TState seed, Func<TState, T, TState> accumulate) : IStep<T, TState, TState>
{
    public static bool EmitsAlways => true;

    public void Initialize(Span<TState> fresh) => fresh.Fill(seed);

    public bool IsFresh(in TState state) =>
        typeof(TState).IsValueType ? EqualityComparer<TState>.Default.Equals(state, seed) : ReferenceEquals(state, seed);

    public bool Take(ref TState state, in T value, out TState result)
    {
        result = state = accumulate(state, value);
        return true;
    }
}

/// <summary>A state that is made at the first event of its key.</summary>
internal struct Seeded<TState>
{
    public bool IsMade;
    public TState Value;
}

internal readonly struct ScanFromFactoryStep<T, TState, TResult>(
    Func<TState> seed, Func<TState, T, TState> accumulate, Func<TState, TResult> select)
    : IStep<T, Seeded<TState>, TResult>
{
    public static bool EmitsAlways => true;

    public void Initialize(Span<Seeded<TState>> fresh)
    {
    }

    public bool IsFresh(in Seeded<TState> state) => !state.IsMade;

    public bool Take(ref Seeded<TState> state, in T value, out TResult result)
    {
        var next = accumulate(state.IsMade ? state.Value : seed(), value);
        state = new Seeded<TState> { IsMade = true, Value = next };
        result = select(next);
        return true;
    }
}
