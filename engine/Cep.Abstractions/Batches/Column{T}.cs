using System.Numerics;

namespace Cep;

/// <inheritdoc/>
/// <typeparam name="T">The event type.</typeparam>
public sealed class Column<T> : Column
    where T : struct, IEvent
{
    private T[] values = new T[1024];

    internal Column()
    {
    }

    /// <summary>The events.</summary>
    public Span<T> Values => values.AsSpan(0, Count);

    /// <inheritdoc/>
    public override Type EventType => typeof(T);

    internal override int TypeIndex => EventType<T>.Index;

    internal override bool IsAscendingFrom(long reached)
    {
        foreach (ref readonly var value in Values)
        {
            var time = value.Time.Nanos;
            if (time < reached) return false;
            reached = time;
        }

        return true;
    }

    internal override Column CreateEmpty() => new Column<T>();

    internal override IEvent Box(int row) => Values[row];

    internal void Append(in T value, long sequence)
    {
        var row = Count;
        if (row == values.Length) Reserve(row + 1);
        timeRows[row] = value.Time.Nanos;
        keyRows[row] = value.Symbol.Id;
        sequenceRows[row] = sequence;
        values[row] = value;
        Count = row + 1;
    }

    /// <summary>Makes room for rows that the caller fills; returns the first of them.</summary>
    internal int Extend(int rows)
    {
        var first = Count;
        Reserve(first + rows);
        Count = first + rows;
        return first;
    }

    /// <summary>Reads arrays that are filled already in place of its own; they are only read, but for the sequences.</summary>
    internal void Borrow(long[] times, int[] keys, long[] sequences, T[] rows, int count)
    {
        (timeRows, keyRows, sequenceRows, values) = (times, keys, sequences, rows);
        Count = count;
    }

    internal override void Append(Column from, int start, int count)
    {
        var source = (Column<T>)from;
        var first = Extend(count);
        if (count == 1)
        {
            timeRows[first] = source.timeRows[start];
            keyRows[first] = source.keyRows[start];
            sequenceRows[first] = source.sequenceRows[start];
            values[first] = source.values[start];
            return;
        }

        source.timeRows.AsSpan(start, count).CopyTo(timeRows.AsSpan(first));
        source.keyRows.AsSpan(start, count).CopyTo(keyRows.AsSpan(first));
        source.sequenceRows.AsSpan(start, count).CopyTo(sequenceRows.AsSpan(first));
        source.values.AsSpan(start, count).CopyTo(values.AsSpan(first));
    }

    internal override void Keep(ReadOnlySpan<bool> kept)
    {
        var rows = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            if (!kept[i]) continue;
            timeRows[rows] = timeRows[i];
            keyRows[rows] = keyRows[i];
            sequenceRows[rows] = sequenceRows[i];
            values[rows++] = values[i];
        }

        Count = rows;
    }

    internal override void AppendRows(Column from, ReadOnlySpan<int> rows, int keysBy)
    {
        var source = (Column<T>)from;
        var first = Extend(rows.Length);
        var shift = BitOperations.Log2((uint)keysBy);
        AppendRows(rows, source.Values, values.AsSpan(first, rows.Length));
        AppendRows(rows, source.Times, timeRows.AsSpan(first, rows.Length));
        var keys = keyRows.AsSpan(first, rows.Length);
        var fromKeys = source.Keys;
        for (var i = 0; i < keys.Length; i++) keys[i] = fromKeys[rows[i]] >> shift;
        var sequences = sequenceRows.AsSpan(first, rows.Length);
        if (source.FirstSequence < 0) AppendRows(rows, source.Sequences, sequences);
        else for (var i = 0; i < sequences.Length; i++) sequences[i] = source.FirstSequence + rows[i];
    }

    private static void AppendRows<TField>(ReadOnlySpan<int> rows, ReadOnlySpan<TField> from, Span<TField> to)
    {
        for (var i = 0; i < to.Length; i++) to[i] = from[rows[i]];
    }

    private protected override void Resize(int rows)
    {
        Array.Resize(ref timeRows, rows);
        Array.Resize(ref keyRows, rows);
        Array.Resize(ref sequenceRows, rows);
        Array.Resize(ref values, rows);
    }
}
