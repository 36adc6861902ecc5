namespace Cep;

/// <summary>An author's own aggregate that takes events back.</summary>
internal readonly struct RemovableAggregate<T, TState, TResult>(
    Func<TState> seed, Func<TState, T, TState> add, Func<TState, T, TState> remove, Func<TState, TResult> result)
    : IWindowAggregate<T, TState, Windowed<TResult>>
{
    public static bool CanRemove => true;

    public static bool CanMerge => false;

    public TState First(in T value) => add(seed(), value);

    public void Add(ref TState state, in T value) => state = add(state, value);

    public void Remove(ref TState state, in T value) => state = remove(state, value);

    public TState Merge(in TState earlier, in TState later) => throw new NotSupportedException();

    public Windowed<TResult> Result(in TState state, EventTime start, EventTime end, long count) => new(start, end, result(state), count);
}
