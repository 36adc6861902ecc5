using System.Globalization;

namespace Cep.Patterns.Conformance;

/// <summary>A MATCH_RECOGNIZE case: compares the rows of the output as a multiset.</summary>
internal sealed class SqlCase(string id) : ConformanceCase(id)
{
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<string> PartitionBy { get; init; }

    public required IReadOnlyList<string> OrderBy { get; init; }

    public required IReadOnlyList<SqlPartition> Partitions { get; init; }

    /// <summary>The variables, by the number of their stage; known once the pattern was made.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Unions { get; init; }

    public required Func<Pattern<SqlMatch>> ToPattern { get; init; }

    public required IReadOnlyList<(string Name, string Text)> Measures { get; init; }

    public required string RowsPerMatch { get; init; }

    public required IReadOnlyList<string> Select { get; init; }

    /// <summary>Null when the query must fail.</summary>
    public required IReadOnlyList<string>? Expected { get; init; }

    public static string TextOf(object? value) => value switch
    {
        null => "null",
        double number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => $"'{value}'",
    };

    /// <summary>The rows that a match took, in order, with the variable of each.</summary>
    public static List<(int Row, string Label)> TakenBy(SqlMatch match, IReadOnlyList<string> labels)
    {
        var taken = new List<(int Row, string Label)>();
        for (var i = 0; i < labels.Count; i++)
        {
            foreach (var row in SqlMatch.Stages[i](match)) taken.Add((row.Index, labels[i]));
        }

        taken.Sort();
        return taken;
    }

    protected override Outcome Compare()
    {
        if (Select.Any(item => item.Contains("SELECT", StringComparison.OrdinalIgnoreCase))) return Outcome.Unsupported("subqueries are SQL's own");
        if (Expected is null) return Fails();
        var found = Rows().Order(StringComparer.Ordinal).ToList();
        var (wanted, got) = (string.Join(" | ", Expected.Order(StringComparer.Ordinal)), string.Join(" | ", found));
        return wanted == got ? Outcome.Passed : Outcome.Failed($"expected {wanted}; found {got}");
    }

    private Outcome Fails()
    {
        try
        {
            Rows();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or KeyNotFoundException or FormatException)
        {
            return Outcome.Passed;
        }

        return Outcome.Unsupported("what SQL checks of a query before it runs");
    }

    private List<string> Rows()
    {
        var pattern = ToPattern();
        var layout = new SqlLayout(this);
        var rows = new List<string>();
        foreach (var partition in Partitions)
        {
            foreach (var batchSize in (int[])[1, 1024])
            {
                var found = PatternRun.Of([.. partition.Events], events => events.Match(pattern).Select(m => ToMatch(m)), new EngineOptions { ReadAhead = false, BatchSize = batchSize });
                var matches = found.Select(row => row.Value with { Start = (int)row.Causes.First }).ToList();
                var lines = layout.Lines(partition, matches).ToList();
                if (batchSize == 1) rows.AddRange(lines);
                else if (!rows.TakeLast(lines.Count).SequenceEqual(lines)) throw new InvalidOperationException("The matches depend on the size of batches.");
            }
        }

        return rows;
    }

    private Found ToMatch(SqlMatch match)
    {
        var taken = TakenBy(match, Labels);
        return new Found(taken, [.. match.Shown.Select(row => row.Index)], 0);
    }

    /// <summary>A match: its rows, those that are shown, and the row at which an empty one was found.</summary>
    internal sealed record Found(IReadOnlyList<(int Row, string Label)> Taken, IReadOnlyList<int> Shown, int Start);
}
