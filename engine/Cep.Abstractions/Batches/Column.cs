namespace Cep;

/// <summary>The events of one type in a batch, with their times, keys and sequence numbers beside them in arrays of their own.</summary>
/// <remarks>Rows are in log order. Not safe for more than one thread; a batch has one owner at a time.</remarks>
public abstract class Column
{
    private const int InitialRows = 1024;
    private protected long[] timeRows = new long[InitialRows];
    private protected int[] keyRows = new int[InitialRows];
    private protected long[] sequenceRows = new long[InitialRows];

    private protected Column()
    {
    }

    /// <summary>How many events the column holds.</summary>
    public int Count { get; private protected set; }

    /// <summary>Event times in nanoseconds, see <see cref="EventTime.Nanos"/>.</summary>
    public Span<long> Times => timeRows.AsSpan(0, Count);

    /// <summary>Dense keys: <see cref="Symbol.Id"/> from a feed, the shard's own numbering within a shard.</summary>
    public Span<int> Keys => keyRows.AsSpan(0, Count);

    /// <summary>From a feed the row of the batch, counted over all columns from 0; from the sequencer on the sequence number.</summary>
    public Span<long> Sequences => sequenceRows.AsSpan(0, Count);

    /// <summary>
    /// When not negative, the rows have the sequence numbers from here on without a gap, and <see cref="Sequences"/> still
    /// holds what the feed put there: numbering a batch that goes on as it is costs nothing.
    /// </summary>
    internal long FirstSequence { get; set; } = -1;

    /// <summary>The type of the events.</summary>
    public abstract Type EventType { get; }

    /// <summary>The rows are heartbeats, which move time on and are no events.</summary>
    public bool HoldsHeartbeats => EventType == typeof(HeartbeatRow);

    internal abstract int TypeIndex { get; }

    internal void Clear()
    {
        Count = 0;
        FirstSequence = -1;
    }

    /// <summary>The number of a row: from a feed its place in the batch, from the sequencer on its sequence number.</summary>
    public long SequenceOf(int row) => FirstSequence < 0 ? sequenceRows[row] : FirstSequence + row;

    /// <summary>Writes down the sequence numbers that follow from <see cref="FirstSequence"/>, before rows with others join them.</summary>
    internal void WriteOutSequences()
    {
        if (FirstSequence < 0) return;
        AddToSequences(FirstSequence);
        FirstSequence = -1;
    }

    /// <summary>Adds to all row numbers, which makes sequence numbers of them.</summary>
    internal void AddToSequences(long offset)
    {
        foreach (ref var number in Sequences) number += offset;
    }

    /// <summary>
    /// Whether no event is earlier than the one before it, the first not earlier than <paramref name="reached"/>. It looks
    /// at the events themselves: their lines are needed next, and the times beside them need not be fetched for it.
    /// </summary>
    internal abstract bool IsAscendingFrom(long reached);

    internal abstract Column CreateEmpty();

    /// <summary>An event as an object.</summary>
    internal abstract IEvent Box(int row);

    /// <summary>Appends rows of a column of the same type.</summary>
    internal abstract void Append(Column from, int start, int count);

    /// <summary>Drops the rows that are not marked, keeping the order.</summary>
    internal abstract void Keep(ReadOnlySpan<bool> kept);

    /// <summary>Drops the rows of a batch before one, and numbers the others from there.</summary>
    internal void DropBefore(int row)
    {
        var kept = new bool[Count];
        for (var i = 0; i < kept.Length; i++) kept[i] = Sequences[i] >= row;
        Keep(kept);
        AddToSequences(-row);
    }

    /// <summary>Appends chosen rows of a column of the same type, with their keys divided by a power of two.</summary>
    internal abstract void AppendRows(Column from, ReadOnlySpan<int> rows, int keysBy);

    private protected abstract void Resize(int rows);

    private protected void Reserve(int rows)
    {
        if (rows > timeRows.Length) Resize(Math.Max(rows, timeRows.Length * 2));
    }
}
