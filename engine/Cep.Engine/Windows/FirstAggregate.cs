namespace Cep;

internal readonly struct FirstAggregate<T, TResult>(Func<T, TResult> selector) : IWindowAggregate<T, TResult, Windowed<TResult>>
{
    public TResult First(in T value) => selector(value);

    public void Add(ref TResult state, in T value)
    {
    }

    public TResult Merge(in TResult earlier, in TResult later) => earlier;

    public Windowed<TResult> Result(in TResult state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
