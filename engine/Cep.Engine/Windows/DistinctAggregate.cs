using System.Runtime.InteropServices;

namespace Cep;

/// <summary>How often each value is there.</summary>
internal sealed class ValueCounts<TValue>
{
    private readonly Dictionary<Entry, long> counts = [];

    /// <summary>How many different values there are.</summary>
    public int Distinct => counts.Count;

    public void Add(TValue value, long times = 1)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, new Entry(value), out _);
        count += times;
    }

    public void Remove(TValue value)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(counts, new Entry(value));
        if (--count == 0) counts.Remove(new Entry(value));
    }

    public void AddAll(ValueCounts<TValue> others)
    {
        foreach (var (entry, times) in others.counts) Add(entry.Value, times);
    }

    /// <summary>A value as a dictionary's key, which null may be, too.</summary>
    private readonly record struct Entry(TValue Value);
}

/// <summary>How many different values there are, exactly: each is counted, so that it can leave.</summary>
internal readonly struct DistinctAggregate<TValue> : IWindowAggregate<TValue, ValueCounts<TValue>, Windowed<long>>
{
    public static bool CanRemove => true;

    public ValueCounts<TValue> First(in TValue value)
    {
        var counts = new ValueCounts<TValue>();
        counts.Add(value);
        return counts;
    }

    public void Add(ref ValueCounts<TValue> state, in TValue value) => state.Add(value);

    public void Remove(ref ValueCounts<TValue> state, in TValue value) => state.Remove(value);

    public ValueCounts<TValue> Merge(in ValueCounts<TValue> earlier, in ValueCounts<TValue> later)
    {
        var both = new ValueCounts<TValue>();
        both.AddAll(earlier);
        both.AddAll(later);
        return both;
    }

    public Windowed<long> Result(in ValueCounts<TValue> state, EventTime start, EventTime end, long count) => new(start, end, state.Distinct, count);
}
