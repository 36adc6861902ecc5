namespace Cep;

/// <summary>An author's own aggregate; without <paramref name="merge"/> it serves windows that share no events.</summary>
internal readonly struct FoldAggregate<T, TResult>(Func<TResult> seed, Func<TResult, T, TResult> accumulate, Func<TResult, TResult, TResult>? merge)
    : IWindowAggregate<T, TResult, Windowed<TResult>>
{
    public TResult First(in T value) => accumulate(seed(), value);

    public void Add(ref TResult state, in T value) => state = accumulate(state, value);

    public TResult Merge(in TResult earlier, in TResult later) => merge!(earlier, later);

    public Windowed<TResult> Result(in TResult state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
