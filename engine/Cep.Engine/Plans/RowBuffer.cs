using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>Rows that an operator gathers before it passes them on. Reused, so it allocates only while it grows.</summary>
internal sealed class RowBuffer<T>
{
    private int[] keys = new int[256];
    private long[] times = new long[256];
    private long[] sequences = new long[256];
    private Causes[] causes = [];
    private T[] values = new T[256];

    public int Count { get; private set; }

    /// <summary>Appends a row that has just one input.</summary>
    public void Add(int key, long time, long sequence, in T value)
    {
        if (Count == values.Length) Grow();
        if (causes.Length > 0) causes[Count] = Causes.Of(sequence);
        Put(key, time, sequence, value);
    }

    /// <summary>Appends a row with all its inputs.</summary>
    public void Add(int key, long time, Causes inputs, in T value)
    {
        if (Count == values.Length) Grow();
        if (causes.Length == 0) RememberCauses();
        causes[Count] = inputs;
        Put(key, time, inputs.Last, value);
    }

    /// <summary>Appends a row made of a row of another batch.</summary>
    public void AddFrom<TIn>(in KeyedBatch<TIn> batch, int row, in T value)
    {
        if (batch.Causes.IsEmpty) Add(batch.Keys[row], batch.Times[row], batch.SequenceOf(row), value);
        else Add(batch.Keys[row], batch.Times[row], batch.Causes[row], value);
    }

    /// <summary>Passes the rows on and forgets them.</summary>
    public void Flush(Output<T> output)
    {
        if (Count == 0) return;
        var rows = Rows();
        Count = 0;
        output.Emit(rows);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(values, 0, rows.Count);
    }

    /// <summary>Passes the rows on as ones that are not settled yet, also when there are none, and forgets them.</summary>
    public void FlushEarly(Output<T> output, long moment)
    {
        var rows = Rows();
        Count = 0;
        output.EmitEarly(rows, moment);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(values, 0, rows.Count);
    }

    /// <summary>Takes the rows of another buffer in place of its own.</summary>
    public void CopyFrom(RowBuffer<T> other)
    {
        Count = 0;
        var rows = other.Rows();
        for (var i = 0; i < rows.Count; i++) AddFrom(rows, i, rows.Values[i]);
    }

    /// <summary>Puts the rows in the order of their times; those of one time stay in theirs.</summary>
    public void SortByTime()
    {
        var order = Enumerable.Range(0, Count).OrderBy(row => times[row]).ToArray();
        var sorted = new RowBuffer<T>();
        var rows = Rows();
        foreach (var row in order) sorted.AddFrom(rows, row, rows.Values[row]);
        CopyFrom(sorted);
    }

    /// <summary>Forgets the rows from a number on.</summary>
    public void Truncate(int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Array.Clear(values, count, Count - count);
        Count = count;
    }

    public KeyedBatch<T> Rows() => new(
        keys.AsSpan(0, Count), times.AsSpan(0, Count), sequences.AsSpan(0, Count), causes.Length == 0 ? default : causes.AsSpan(0, Count), values.AsSpan(0, Count));

    private void Put(int key, long time, long sequence, in T value)
    {
        keys[Count] = key;
        times[Count] = time;
        sequences[Count] = sequence;
        values[Count++] = value;
    }

    private void Grow()
    {
        var rows = Count * 2;
        Array.Resize(ref keys, rows);
        Array.Resize(ref times, rows);
        Array.Resize(ref sequences, rows);
        Array.Resize(ref values, rows);
        if (causes.Length > 0) Array.Resize(ref causes, rows);
    }

    /// <summary>Until the first row with several inputs none were kept; from here on they are, also for the rows already there.</summary>
    private void RememberCauses()
    {
        causes = new Causes[values.Length];
        for (var i = 0; i < Count; i++) causes[i] = Causes.Of(sequences[i]);
    }
}
