namespace Cep;

/// <summary>
/// Where in its source each row of a batch stands. Rows mostly stand one behind the other, or all at the same place as the
/// events of one message do, so only the breaks are kept.
/// </summary>
/// <remarks>Not safe for more than one thread.</remarks>
public sealed class PositionMap
{
    private readonly List<(int Row, long Position, int Step)> runs = [];

    // No row follows on an empty map.
    private int nextRow = -1;
    private long nextPosition;
    private int step;

    /// <summary>Says where rows stand. Rows are marked in order.</summary>
    /// <param name="row">The first of them.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="rows">How many they are.</param>
    /// <param name="step">By how much each stands behind the one before: 1, or 0 when all stand at the same position.</param>
    public void Mark(int row, long position, int rows = 1, int step = 1)
    {
        if (row != nextRow || position != nextPosition || (rows > 1 && step != this.step)) Begin(row, position, rows, step);
        nextRow = row + rows;
        nextPosition = position + (long)rows * this.step;
    }

    /// <summary>Where a row stands, or −1 when it was never marked.</summary>
    public long Of(int row)
    {
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            if (runs[i].Row <= row) return runs[i].Position + (long)(row - runs[i].Row) * runs[i].Step;
        }

        return -1;
    }

    /// <summary>Numbers the rows anew as the first ones are dropped.</summary>
    internal void DropFirst(int rows)
    {
        for (var i = 0; i < runs.Count; i++) runs[i] = runs[i] with { Row = runs[i].Row - rows };
        nextRow -= rows;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        runs.Clear();
        nextRow = -1;
        nextPosition = 0;
    }

    private void Begin(int row, long position, int rows, int step)
    {
        this.step = step;
        if (rows == 1 && row == nextRow && runs.Count > 0 && runs[^1] is var run && run.Position == position && run.Row == row - 1)
        {
            // The second event of one message: from here on the run stands still.
            runs[^1] = run with { Step = 0 };
            this.step = 0;
            return;
        }

        runs.Add((row, position, step));
    }
}
