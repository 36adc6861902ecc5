namespace Cep;

/// <summary>Which rows of a column belong to which slice of the keys: the row numbers, slice by slice, each in log order.</summary>
internal sealed class RowDeal(int slices)
{
    private readonly int[] starts = new int[slices + 1];
    private int[] rows = [];

    /// <summary>Deals the rows out by their keys. Only keys are read, so this costs little of the thread that calls it.</summary>
    public void Deal(ReadOnlySpan<int> keys)
    {
        if (rows.Length < keys.Length) rows = new int[keys.Length];
        var (next, numbers, mask) = (starts, rows, slices - 1);
        Array.Clear(next);
        foreach (var key in keys) next[key & mask]++;
        var end = 0;
        for (var slice = 0; slice < next.Length; slice++) next[slice] = end += next[slice];
        // From the last row on, so that each slice's end moves down to its start.
        for (var row = keys.Length - 1; row >= 0; row--) numbers[--next[keys[row] & mask]] = row;
    }

    /// <summary>The rows of a slice.</summary>
    public ReadOnlySpan<int> RowsOf(int slice) => rows.AsSpan(starts[slice], starts[slice + 1] - starts[slice]);
}
