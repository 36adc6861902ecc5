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
        for (var i = 0; i < batch.Count; i++)
        {
            rows[tail++] = new Row(batch.Keys[i], batch.Times[i], batch.CausesOf(i), batch.Values[i]);
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
