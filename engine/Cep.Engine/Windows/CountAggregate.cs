namespace Cep;

/// <summary>How many events there are, which every window knows by itself.</summary>
internal readonly struct CountAggregate : IWindowAggregate<NoState, NoState, Windowed<long>>
{
    public static bool CanRemove => true;

    public NoState First(in NoState value) => default;

    public void Add(ref NoState state, in NoState value)
    {
    }

    public void Remove(ref NoState state, in NoState value)
    {
    }

    public NoState Merge(in NoState earlier, in NoState later) => default;

    public Windowed<long> Result(in NoState state, EventTime start, EventTime end, long count) => new(start, end, count, count);
}
