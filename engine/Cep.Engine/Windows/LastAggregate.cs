namespace Cep;

internal readonly struct LastAggregate<T> : IWindowAggregate<T, T, Windowed<T>>
{
    public static bool IsSelection => true;

    public T First(in T value) => value;

    public void Add(ref T state, in T value) => state = value;

    public T Merge(in T earlier, in T later) => later;

    public bool PushesAside(in T later, in T earlier) => true;

    public Windowed<T> Result(in T state, EventTime start, EventTime end, long count) => new(start, end, state, count);
}
