using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Up to about a thousand events of any types: the unit that travels from the feed through the engine. Reused, so that
/// nothing is allocated per event.
/// </summary>
/// <remarks>Not safe for more than one thread: a batch has one owner at a time.</remarks>
public sealed class EventBatch
{
    private readonly List<Column> columns = [];
    private Column?[] byType = new Column?[4];

    /// <summary>How many rows the batch holds, over all columns.</summary>
    public int Count { get; private set; }

    /// <summary>Rows of the source that are no events and no errors, such as quote rows of a file read for its trades.</summary>
    public long SkippedRows { get; set; }

    /// <summary>
    /// Where a reader that begins anew goes on after all that is in this batch: an offset, a row, whatever the feed can open at.
    /// −1, the default, from a feed that can only be read from its beginning.
    /// </summary>
    public long ResumeAt { get; set; } = -1;

    /// <summary>The columns made so far, some of which may be empty.</summary>
    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Where in its source each event stands.</summary>
    public PositionMap Positions { get; } = new();

    /// <summary>What could not be read, each with the row of this batch before which it stood.</summary>
    public List<(int Row, DeadLetter Letter)> DeadLetters { get; } = [];

    /// <summary>The column of an event type, made when it is not there yet.</summary>
    public Column<T> Of<T>()
        where T : struct, IEvent
    {
        var index = EventType<T>.Index;
        if (index < byType.Length && byType[index] is { } column) return (Column<T>)column;
        return (Column<T>)Put(new Column<T>());
    }

    /// <summary>Appends an event.</summary>
    /// <param name="value">The event.</param>
    /// <param name="position">Where it stands in its source: line, row or offset.</param>
    public void Add<T>(in T value, long position)
        where T : struct, IEvent
    {
        Positions.Mark(Count, position);
        Of<T>().Append(value, Count);
        Count++;
    }

    /// <summary>
    /// Appends room for <paramref name="rows"/> events of one type, for decoders that fill whole
    /// columns. Times, keys and values from the returned row on are the caller's to set; sequences are set.
    /// </summary>
    /// <param name="rows">How many.</param>
    /// <param name="firstPosition">Where the first stands in its source.</param>
    /// <param name="positionStep">1 for consecutive positions, 0 when all stand at the same, as the events of one message do.</param>
    /// <returns>The row of the column to fill from.</returns>
    // A decoder may be through its file before the runtime notices that this loop is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Extend<T>(int rows, long firstPosition, int positionStep = 1)
        where T : struct, IEvent
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var column = Of<T>();
        var first = column.Extend(rows);
        if (rows == 0) return first;
        Positions.Mark(Count, firstPosition, rows, positionStep);
        var sequences = column.Sequences[first..];
        for (var i = 0; i < sequences.Length; i++) sequences[i] = Count + i;
        Count += rows;
        return first;
    }

    /// <summary>
    /// Appends a heartbeat, which takes a row of the batch: the feed has no event before this time any more. For feeds that
    /// know so, such as a recorded log, see <see cref="Heartbeat"/>.
    /// </summary>
    public void AddHeartbeat(EventTime time) => Add(new HeartbeatRow(time), -1);

    /// <summary>Notes something that could not be read, after the events appended so far.</summary>
    public void AddDeadLetter(DeadLetter letter) => DeadLetters.Add((Count, letter));

    /// <summary>Empties the batch and keeps its memory.</summary>
    public void Clear()
    {
        foreach (var column in columns) column.Clear();
        Count = 0;
        SkippedRows = 0;
        ResumeAt = -1;
        Positions.Clear();
        DeadLetters.Clear();
    }

    /// <summary>Drops the first rows, and the first of the dead letters, of a batch as a feed gives it.</summary>
    internal void DropFirst(int rows, int letters)
    {
        foreach (var column in columns) column.DropBefore(rows);
        DeadLetters.RemoveRange(0, letters);
        for (var i = 0; i < DeadLetters.Count; i++) DeadLetters[i] = (DeadLetters[i].Row - rows, DeadLetters[i].Letter);
        Positions.DropFirst(rows);
        Recount();
    }

    internal Column LikeColumn(Column column)
    {
        var index = column.TypeIndex;
        return index < byType.Length && byType[index] is { } mine ? mine : Put(column.CreateEmpty());
    }

    /// <summary>Appends a run of a column's events, numbered from a sequence number on.</summary>
    internal void AppendRun(Column from, int start, int count, long sequence)
    {
        var column = LikeColumn(from);
        column.WriteOutSequences();
        var first = column.Count;
        column.Append(from, start, count);
        var sequences = column.Sequences;
        for (var i = first; i < sequences.Length; i++) sequences[i] = sequence++;
        Count += count;
    }

    /// <summary>Sets the count after columns were filled directly.</summary>
    internal void Recount()
    {
        Count = 0;
        foreach (var column in columns) Count += column.Count;
    }

    private Column Put(Column column)
    {
        var index = column.TypeIndex;
        if (index >= byType.Length) Array.Resize(ref byType, index + 4);
        columns.Add(column);
        return byType[index] = column;
    }
}
