namespace Cep;

internal readonly struct FoldAggregate<T, TResult>(Func<TResult> seed, Func<TResult, T, TResult> accumulate) : IWindowAggregate<T, TResult, Windowed<TResult>>
{
    public TResult First(in T value) => accumulate(seed(), value);

    public void Add(ref TResult state, in T value) => state = accumulate(state, value);

    public Windowed<TResult> Result(in TResult state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
