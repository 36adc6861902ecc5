namespace Cep;

/// <summary>
/// Where in its source each row of a batch stands. Rows mostly stand one behind the other, so only the breaks are kept.
/// </summary>
/// <remarks>Not safe for more than one thread.</remarks>
public sealed class PositionMap
{
    private readonly List<(int Row, long Position)> runs = [];

    // No row follows on an empty map.
    private int nextRow = -1;
    private long nextPosition;

    /// <summary>Says where a row stands. Rows are marked in order.</summary>
    public void Mark(int row, long position, int rows = 1)
    {
        if (row != nextRow || position != nextPosition) runs.Add((row, position));
        nextRow = row + rows;
        nextPosition = position + rows;
    }

    /// <summary>Where a row stands, or −1 when it was never marked.</summary>
    public long Of(int row)
    {
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            if (runs[i].Row <= row) return runs[i].Position + (row - runs[i].Row);
        }

        return -1;
    }

    /// <summary>Numbers the rows anew as the first ones are dropped.</summary>
    internal void DropFirst(int rows)
    {
        for (var i = 0; i < runs.Count; i++) runs[i] = (runs[i].Row - rows, runs[i].Position);
        nextRow -= rows;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        runs.Clear();
        nextRow = -1;
        nextPosition = 0;
    }
}
