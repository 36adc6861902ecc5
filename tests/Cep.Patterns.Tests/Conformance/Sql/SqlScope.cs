namespace Cep.Patterns.Conformance;

/// <summary>What an expression sees: the rows of a match with their labels, and the row that it is evaluated at.</summary>
/// <param name="Partition">All rows.</param>
/// <param name="Taken">The rows of the match in order, with the variable of each.</param>
/// <param name="Current">How many of them are seen; in a finished match the others are seen by FINAL and by PREV and NEXT.</param>
/// <param name="MatchNumber">The number of the match in its partition.</param>
/// <param name="Unions">The variables of which each union consists.</param>
internal sealed record SqlScope(
    SqlPartition Partition,
    IReadOnlyList<(int Row, string Label)> Taken,
    int Current,
    long MatchNumber,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Unions)
{
    /// <summary>The row that a navigation leads to; null when there is none.</summary>
    public int? RowOf(string? label, SqlNavigation navigation)
    {
        var seen = Taken.Take(navigation.IsFinal ? Taken.Count : Current).Where(x => IsOf(x.Label, label)).Select(x => x.Row).ToList();
        var place = navigation.IsFirst ? navigation.Logical : seen.Count - 1 - navigation.Logical;
        if (place < 0 || place >= seen.Count) return null;
        var row = seen[place] + navigation.Physical;
        return row >= 0 && row < Partition.Rows.Count ? row : null;
    }

    public string? LabelOf(int row) => Taken.FirstOrDefault(x => x.Row == row).Label;

    private bool IsOf(string own, string? label) =>
        label is null || own == label || (Unions.TryGetValue(label, out var union) && union.Contains(own));
}

/// <summary>From the rows of a variable to one row: FIRST or LAST, so many on, and PREV or NEXT from there.</summary>
internal readonly record struct SqlNavigation(bool IsFirst, bool IsFinal, int Logical, int Physical);
