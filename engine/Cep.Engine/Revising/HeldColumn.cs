namespace Cep;

/// <summary>
/// The held events of one type. Those that came in time are in order as they came; the few that were late stand apart,
/// so that they need not be moved into the middle of the many.
/// </summary>
internal sealed class HeldColumn(Column inTime, Column late)
{
    private readonly List<int> chosenLate = [];
    private bool[] kept = [];
    private int start;

    public Column InTime => inTime;

    public Column Late => late;

    /// <summary>The rows that are held.</summary>
    public IEnumerable<HeldRow> Rows =>
        Enumerable.Range(start, inTime.Count - start).Select(row => new HeldRow(inTime, row, false)).Concat(Enumerable.Range(0, late.Count).Select(row => new HeldRow(late, row, true)));

    /// <summary>Moves the rows up to a time into a column.</summary>
    public void Release(long until, Column into)
    {
        var end = EndOf(until);
        ChooseLate(until, null);
        if (chosenLate.Count == 0) into.Append(inTime, start, end - start);
        else Merge(end, null, into);
        start = end;
        if (chosenLate.Count > 0) DropChosenLate();
        if (start > 1024 && start * 2 >= inTime.Count) DropReleased();
    }

    /// <summary>Copies the rows of some keys up to a time into a column.</summary>
    public void Select(HashSet<int> keys, long until, Column into)
    {
        ChooseLate(until, keys);
        Merge(EndOf(until), keys, into);
    }

    private int EndOf(long until)
    {
        var times = inTime.Times[start..];
        return start + (until == long.MaxValue ? times.Length : WindowGrid.FirstAtOrAfter(times, until + 1));
    }

    private void ChooseLate(long until, HashSet<int>? keys)
    {
        chosenLate.Clear();
        for (var row = 0; row < late.Count; row++)
        {
            if (late.Times[row] <= until && (keys is null || keys.Contains(late.Keys[row]))) chosenLate.Add(row);
        }

        chosenLate.Sort((left, right) => PlaceOf(late, left).CompareTo(PlaceOf(late, right)));
    }

    private static (long Time, long Sequence) PlaceOf(Column column, int row) => (column.Times[row], column.Sequences[row]);

    private void Merge(int end, HashSet<int>? keys, Column into)
    {
        var next = 0;
        for (var row = start; row < end; row++)
        {
            if (keys is not null && !keys.Contains(inTime.Keys[row])) continue;
            for (; next < chosenLate.Count && PlaceOf(late, chosenLate[next]).CompareTo(PlaceOf(inTime, row)) < 0; next++)
            {
                into.Append(late, chosenLate[next], 1);
            }

            into.Append(inTime, row, 1);
        }

        for (; next < chosenLate.Count; next++) into.Append(late, chosenLate[next], 1);
    }

    private void DropChosenLate()
    {
        var marks = Marks(late.Count, true);
        foreach (var row in chosenLate) marks[row] = false;
        late.Keep(marks);
    }

    private void DropReleased()
    {
        var marks = Marks(inTime.Count, true);
        marks[..start].Clear();
        inTime.Keep(marks);
        start = 0;
    }

    private Span<bool> Marks(int count, bool value)
    {
        if (kept.Length < count) kept = new bool[count * 2];
        var marks = kept.AsSpan(0, count);
        marks.Fill(value);
        return marks;
    }
}
