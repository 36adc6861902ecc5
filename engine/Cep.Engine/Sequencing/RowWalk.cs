namespace Cep;

/// <summary>Walks over the rows of a batch of all columns in the order of the feed, and hands on the dead letters between them.</summary>
internal sealed class RowWalk
{
    private EventBatch batch = new();
    private int[] next = [];
    private int letters;

    /// <summary>The column of the current row.</summary>
    public Column Column { get; private set; } = null!;

    /// <summary>The current row within its column.</summary>
    public int Row { get; private set; }

    /// <summary>The number of the column within the batch.</summary>
    public int ColumnIndex { get; private set; }

    /// <summary>The current row within the batch.</summary>
    public int Position { get; private set; }

    public void Start(EventBatch rows)
    {
        batch = rows;
        Position = -1;
        letters = 0;
        if (next.Length < rows.Columns.Count) next = new int[rows.Columns.Count];
        Array.Clear(next);
    }

    /// <summary>Goes to the next row. Dead letters before it get the time of their place.</summary>
    /// <returns>False after the last row.</returns>
    public bool Next(Round round, LateRows lateRows)
    {
        Position++;
        for (; letters < batch.DeadLetters.Count && batch.DeadLetters[letters].Row <= Position; letters++)
        {
            if (!lateRows.IsPast) round.Malformed.Add(batch.DeadLetters[letters].Letter with { Time = lateRows.PlaceTime });
        }

        if (Position == batch.Count) return false;
        for (ColumnIndex = 0; ; ColumnIndex++)
        {
            Column = batch.Columns[ColumnIndex];
            Row = next[ColumnIndex];
            if (Row == Column.Count || Column.Sequences[Row] != Position) continue;
            next[ColumnIndex]++;
            return true;
        }
    }
}
