using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>Rows that wait, first in first out, until time has passed them. Kept in columns, so that batches come and go as blocks.</summary>
internal sealed class RowQueue<T>
{
    private int[] keys = new int[64];
    private long[] times = new long[64];
    private long[] sequences = new long[64];
    private Causes[] causes = [];
    private T[] values = new T[64];
    private int head;
    private int tail;

    public bool IsEmpty => head == tail;

    public int HeadKey => keys[head];

    public long HeadTime => times[head];

    public long HeadSequence => sequences[head];

    public Causes HeadCauses => causes.Length == 0 ? Causes.Of(sequences[head]) : causes[head];

    /// <summary>Whether the first row stands before that of another queue in the log; neither is empty.</summary>
    public bool IsBefore(RowQueue<T> other) => (HeadTime, HeadSequence).CompareTo((other.HeadTime, other.HeadSequence)) < 0;

    public void Append(in KeyedBatch<T> batch)
    {
        MakeRoom(batch.Count);
        batch.Keys.CopyTo(keys.AsSpan(tail));
        batch.Times.CopyTo(times.AsSpan(tail));
        for (var i = 0; i < batch.Count; i++) sequences[tail + i] = batch.SequenceOf(i);
        batch.Values.CopyTo(values.AsSpan(tail));
        if (!batch.Causes.IsEmpty && causes.Length == 0) RememberCauses();
        if (causes.Length > 0)
        {
            for (var i = 0; i < batch.Count; i++) causes[tail + i] = batch.CausesOf(i);
        }

        tail += batch.Count;
    }

    /// <summary>
    /// Puts the rows of each moment up to a time into log order. Rows of one key come in it; those of several keys may not,
    /// as when windows close together in the order of a shard's keys, and would hold each other up where queues are merged.
    /// </summary>
    public void Settle(long until)
    {
        for (var start = head; start < tail && times[start] <= until;)
        {
            var end = start + 1;
            var isOrdered = true;
            for (; end < tail && times[end] == times[start]; end++) isOrdered &= sequences[end - 1] <= sequences[end];
            if (!isOrdered) Sort(start, end - start);
            start = end;
        }
    }

    /// <summary>The rows up to a time, that time included. They stay in the queue; the view holds until the next <see cref="Append"/>.</summary>
    public KeyedBatch<T> Until(long time)
    {
        var waiting = times.AsSpan(head, tail - head);
        var count = waiting.IsEmpty || waiting[^1] <= time ? waiting.Length : WindowGrid.FirstAtOrAfter(waiting, time + 1);
        return new KeyedBatch<T>(
            keys.AsSpan(head, count),
            times.AsSpan(head, count),
            sequences.AsSpan(head, count),
            causes.Length == 0 ? default : causes.AsSpan(head, count),
            values.AsSpan(head, count));
    }

    /// <summary>Removes the first rows.</summary>
    public void Drop(int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) values.AsSpan(head, count).Clear();
        head += count;
        if (head == tail) head = tail = 0;
    }

    /// <summary>Removes the first row and returns its value.</summary>
    public T Take()
    {
        var value = values[head];
        Drop(1);
        return value;
    }

    /// <summary>Writes the rows of a key.</summary>
    public void Save(int key, StateWriter writer)
    {
        writer.Write(keys.AsSpan(head, tail - head).Count(key));
        for (var row = head; row < tail; row++)
        {
            if (keys[row] != key) continue;
            writer.Write(times[row]);
            writer.Write(causes.Length == 0 ? Causes.Of(sequences[row]) : causes[row]);
            writer.Write(values[row]);
        }
    }

    /// <summary>Adds the rows of a key to the figures.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reachNanos">How long after its time a row is due.</param>
    /// <param name="figures">What is added to.</param>
    public void Measure(int key, long reachNanos, ref KeyFigures figures)
    {
        for (var row = head; row < tail; row++)
        {
            if (keys[row] != key) continue;
            var bytes = KeyFigures.SizeOf(values[row]) + sizeof(int) + 2 * sizeof(long) + (causes.Length == 0 || causes[row].Count == 1 ? 0 : 3 * sizeof(long));
            figures.AddTimer(bytes, times[row], SpanNanos.Plus(times[row], reachNanos));
        }
    }

    /// <summary>The time of a key's first row; the end of time when it has none.</summary>
    public long FirstTimeOf(int key)
    {
        var row = keys.AsSpan(head, tail - head).IndexOf(key);
        return row < 0 ? long.MaxValue : times[head + row];
    }

    /// <summary>Takes saved rows of a key in place of those that it has here, each behind the rows of its time.</summary>
    public void Load(int key, StateReader reader)
    {
        Remove(key);
        for (var count = reader.Read<int>(); count > 0; count--)
        {
            Insert(key, reader.Read<long>(), reader.Read<Causes>(), reader.Read<T>());
        }
    }

    /// <summary>Removes the rows of a key.</summary>
    public void Remove(int key)
    {
        var kept = head;
        for (var row = head; row < tail; row++)
        {
            if (keys[row] == key) continue;
            Copy(row, 1, kept++);
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) values.AsSpan(kept, tail - kept).Clear();
        tail = kept;
        if (head == tail) head = tail = 0;
    }

    private void Insert(int key, long time, Causes inputs, in T value)
    {
        MakeRoom(1);
        if (inputs != Causes.Of(inputs.Last) && causes.Length == 0) RememberCauses();
        var row = tail;
        while (row > head && times[row - 1] > time) row--;
        Copy(row, tail - row, row + 1);
        tail++;
        (keys[row], times[row], sequences[row], values[row]) = (key, time, inputs.Last, value);
        if (causes.Length > 0) causes[row] = inputs;
    }

    private void Copy(int row, int count, int to)
    {
        if (row == to || count == 0) return;
        Array.Copy(keys, row, keys, to, count);
        Array.Copy(times, row, times, to, count);
        Array.Copy(sequences, row, sequences, to, count);
        Array.Copy(values, row, values, to, count);
        if (causes.Length > 0) Array.Copy(causes, row, causes, to, count);
    }

    /// <summary>Sorts rows of one time by sequence number; equal ones stay in the order they came.</summary>
    private void Sort(int start, int count)
    {
        var order = new (long Sequence, int Row)[count];
        for (var i = 0; i < count; i++) order[i] = (sequences[start + i], start + i);
        Array.Sort(order);
        Rearrange(keys, start, order);
        Rearrange(sequences, start, order);
        Rearrange(values, start, order);
        if (causes.Length > 0) Rearrange(causes, start, order);
    }

    private static void Rearrange<TColumn>(TColumn[] column, int start, (long Sequence, int Row)[] order)
    {
        var sorted = Array.ConvertAll(order, place => column[place.Row]);
        sorted.CopyTo(column.AsSpan(start));
    }

    private void MakeRoom(int count)
    {
        if (tail + count <= keys.Length) return;
        var held = tail - head;
        var rows = held + count > keys.Length / 2 ? Math.Max(held + count, keys.Length * 2) : keys.Length;
        Move(ref keys, rows);
        Move(ref times, rows);
        Move(ref sequences, rows);
        Move(ref values, rows);
        if (causes.Length > 0) Move(ref causes, rows);
        head = 0;
        tail = held;
    }

    private void Move<TColumn>(ref TColumn[] column, int rows)
    {
        var target = rows > column.Length ? new TColumn[rows] : column;
        var held = tail - head;
        Array.Copy(column, head, target, 0, held);
        if (target == column && RuntimeHelpers.IsReferenceOrContainsReferences<TColumn>()) Array.Clear(column, held, tail - held);
        column = target;
    }

    /// <summary>Until the first row with several inputs none were kept; from here on they are, also for the rows already there.</summary>
    private void RememberCauses()
    {
        causes = new Causes[keys.Length];
        for (var i = head; i < tail; i++) causes[i] = Causes.Of(sequences[i]);
    }
}
