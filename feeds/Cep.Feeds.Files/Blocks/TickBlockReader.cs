namespace Cep.Feeds.Files;

/// <summary>Reads a columnar file in stretches of any length.</summary>
internal sealed class TickBlockReader(TickBlockSource source) : IFeedReader
{
    private readonly TickBlock block = new();
    private int next;

    public long BytesRead => source.BytesRead;

    public bool Read(EventBatch batch, int maxRows)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        while (next == block.Rows)
        {
            block.FirstPosition += block.Rows;
            if (block.FirstPosition == 0) block.FirstPosition = 1;
            block.Rows = 0;
            next = 0;
            if (!source.Next(block)) return false;
        }

        var rows = Math.Min(maxRows, block.Rows - next);
        TickRows.Append(batch, block, source, next, rows);
        next += rows;
        return true;
    }

    /// <summary>The time of the first row that is an event, which no later row of an ordered file goes below.</summary>
    public EventTime FirstTime()
    {
        var batch = new EventBatch();
        var more = true;
        while (more && batch.Count == 0)
        {
            batch.Clear();
            more = Read(batch, 1);
        }

        foreach (var column in batch.Columns)
        {
            if (column.Count > 0) return new EventTime(column.Times[0]);
        }

        return EventTime.MinValue;
    }

    public void Dispose() => source.Dispose();
}
