namespace Cep.Semantics.Document;

/// <summary>A table of the document. The first word of its header says what it holds.</summary>
/// <param name="Columns">The header's cells.</param>
/// <param name="Rows">The cells of each row.</param>
public sealed record MarkdownTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string Kind => Columns[0];

    /// <summary>A cell by its row and column, empty when the table has no such column.</summary>
    public string Cell(int row, string column)
    {
        var at = Columns.ToList().IndexOf(column);
        return at < 0 ? "" : Rows[row][at];
    }

    /// <summary>The tables among lines of markdown.</summary>
    public static IEnumerable<MarkdownTable> In(IEnumerable<string> lines)
    {
        var block = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.StartsWith('|'))
            {
                block.Add(line);
                continue;
            }

            if (block.Count > 2) yield return new MarkdownTable(CellsOf(block[0]), [.. block.Skip(2).Select(CellsOf)]);
            block.Clear();
        }
    }

    private static IReadOnlyList<string> CellsOf(string line) =>
        [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))];
}
