namespace Cep;

internal readonly struct FirstAggregate<T> : IWindowAggregate<T, T, Windowed<T>>
{
    public static bool IsSelection => true;

    public T First(in T value) => value;

    public void Add(ref T state, in T value)
    {
    }

    public T Merge(in T earlier, in T later) => earlier;

    public bool PushesAside(in T later, in T earlier) => false;

    public Windowed<T> Result(in T state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
