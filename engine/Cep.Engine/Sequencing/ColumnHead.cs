namespace Cep;

/// <summary>How far a column of a feed's batch was merged into the log.</summary>
internal struct ColumnHead(Column column)
{
    /// <summary>The column.</summary>
    public readonly Column Column => column;

    /// <summary>Its next row.</summary>
    public int Position { get; private set; }

    /// <summary>Whether it has rows left.</summary>
    public readonly bool IsThere => Position < column.Count;

    /// <summary>The next row's place among those of all columns.</summary>
    public readonly long Row => column.Sequences[Position];

    /// <summary>The next row's event time.</summary>
    public readonly long Time => column.Times[Position];

    /// <summary>What its rows are.</summary>
    public EntryRank Rank { get; } = column is Column<HeartbeatRow> ? EntryRank.Heartbeat : EntryRank.Event;

    /// <summary>All of the column can go on as it is: nothing was taken, its rows are events and the last is before the limit.</summary>
    public readonly bool CanHandOver(long limit) => Position == 0 && Rank == EntryRank.Event && column.Times[^1] < limit;

    /// <summary>Passes the next row and those behind it that are before a time and before another column's row.</summary>
    /// <returns>How many were passed, at the most so many.</returns>
    public int Pass(long limit, int maxRows, long other)
    {
        var times = column.Times[Position..];
        if (times.Length > maxRows) times = times[..maxRows];
        var count = 1;
        if (other == long.MaxValue)
        {
            while (count < times.Length && times[count] < limit) count++;
        }
        else
        {
            var rows = column.Sequences[Position..];
            while (count < times.Length && times[count] < limit && rows[count] < other) count++;
        }

        Position += count;
        return count;
    }
}
