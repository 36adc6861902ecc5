namespace Cep;

/// <summary>Rows that wait, first in first out, until time has passed them.</summary>
internal sealed class RowQueue<T>
{
    private Row[] rows = new Row[64];
    private int head;
    private int tail;

    public bool IsEmpty => head == tail;

    public int HeadKey => rows[head].Key;

    public long HeadTime => rows[head].Time;

    public long HeadSequence => rows[head].Causes.Last;

    public Causes HeadCauses => rows[head].Causes;

    /// <summary>Whether the first row stands before that of another queue in the log; neither is empty.</summary>
    public bool IsBefore(RowQueue<T> other) => (HeadTime, HeadSequence).CompareTo((other.HeadTime, other.HeadSequence)) < 0;

    public void Append(in KeyedBatch<T> batch)
    {
        MakeRoom(batch.Count);
        var first = tail;
        for (var i = 0; i < batch.Count; i++)
        {
            rows[tail++] = new Row(batch.Keys[i], batch.Times[i], batch.CausesOf(i), batch.Values[i]);
        }

        SortTies(first);
    }

    /// <summary>
    /// Windows and timers that end together come in any order of keys. Their place among the rows of other streams must not
    /// depend on which keys share the shard, so rows of one time are put in order of sequence number.
    /// </summary>
    private void SortTies(int first)
    {
        for (var i = Math.Max(first, head + 1); i < tail; i++)
        {
            if (rows[i].Time != rows[i - 1].Time || rows[i].Causes.Last >= rows[i - 1].Causes.Last) continue;
            var (start, end) = (i, i);
            while (start > head && rows[start - 1].Time == rows[i].Time) start--;
            while (end < tail && rows[end].Time == rows[i].Time) end++;
            // OrderBy keeps the order of rows that one event made.
            rows.Take(start..end).OrderBy(row => row.Causes.Last).ToArray().CopyTo(rows, start);
            i = end - 1;
        }
    }

    /// <summary>Removes the first row and returns its value.</summary>
    public T Take()
    {
        var value = rows[head].Value;
        rows[head++] = default;
        if (head == tail) head = tail = 0;
        return value;
    }

    private void MakeRoom(int count)
    {
        if (tail + count <= rows.Length) return;
        var held = tail - head;
        var target = held + count > rows.Length ? new Row[Math.Max(held + count, rows.Length * 2)] : rows;
        Array.Copy(rows, head, target, 0, held);
        if (target == rows) Array.Clear(rows, held, tail - held);
        rows = target;
        head = 0;
        tail = held;
    }

    private readonly record struct Row(int Key, long Time, Causes Causes, T Value);
}
