namespace Cep;

internal readonly struct LastAggregate<T, TResult>(Func<T, TResult> selector) : IWindowAggregate<T, TResult, Windowed<TResult>>
{
    public TResult First(in T value) => selector(value);

    public void Add(ref TResult state, in T value) => state = selector(value);

    public TResult Merge(in TResult earlier, in TResult later) => later;

    public Windowed<TResult> Result(in TResult state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
