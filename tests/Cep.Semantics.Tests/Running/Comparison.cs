using System.Globalization;
using Cep.Semantics.Document;
using Xunit;

namespace Cep.Semantics.Running;

/// <summary>Compares what a run gave with a table of the document, column by column of the table.</summary>
internal static class Comparison
{
    private static readonly string[] Times = ["time", "start", "end", "reached"];

    public static void Check(MarkdownTable? table, List<Dictionary<string, string>> actual, string kind)
    {
        var columns = table?.Columns ?? [kind];
        var expected = table?.Rows.Select(cells => string.Join(" | ", cells.Zip(columns, Canonical))) ?? [];
        var found = actual.Select(row => string.Join(" | ", columns.Select(column => Canonical(Cell(row, column), column))));
        Assert.Equal(string.Join('\n', expected), string.Join('\n', found));
    }

    private static string Cell(Dictionary<string, string> row, string column) => row.TryGetValue(column, out var cell)
        ? cell
        : throw new InvalidOperationException($"'{column}' is no column of a result; those are {string.Join(", ", row.Keys)}.");

    /// <summary>One form for each value: times in full, numbers as they round-trip.</summary>
    private static string Canonical(string text, string column)
    {
        if (Times.Contains(column)) return TableFeed.TimeOf(text).ToString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : text;
    }
}
