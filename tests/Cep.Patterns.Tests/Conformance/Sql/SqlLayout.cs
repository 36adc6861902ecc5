namespace Cep.Patterns.Conformance;

/// <summary>Lays the matches of a partition out in rows, as ROWS PER MATCH and SELECT say.</summary>
internal sealed class SqlLayout(SqlCase query)
{
    private readonly IReadOnlyList<(string Name, SqlExpression.Term Term)> measures =
        [.. query.Measures.Select(measure => (measure.Name, SqlExpression.Parse(measure.Text, null).Term))];

    private bool IsOneRow => query.RowsPerMatch == "ONE";

    public IEnumerable<string> Lines(SqlPartition partition, IReadOnlyList<SqlCase.Found> matches)
    {
        var number = 0;
        var matched = new HashSet<int>();
        foreach (var match in matches)
        {
            number++;
            matched.UnionWith(match.Taken.Select(x => x.Row));
            if (match.Taken.Count == 0) matched.Add(match.Start);
            foreach (var line in LinesOf(partition, match, number)) yield return line;
        }

        if (query.RowsPerMatch != "ALL WITH UNMATCHED ROWS") yield break;
        foreach (var row in Enumerable.Range(0, partition.Rows.Count).Except(matched)) yield return Line(partition, row, null);
    }

    private IEnumerable<string> LinesOf(SqlPartition partition, SqlCase.Found match, int number)
    {
        SqlScope Scope(int current) => new(partition, match.Taken, current, number, query.Unions);
        if (match.Taken.Count == 0)
        {
            if (query.RowsPerMatch != "ALL OMIT EMPTY MATCHES") yield return Line(partition, match.Start, Scope(0));
        }
        else if (IsOneRow)
        {
            yield return Line(partition, match.Start, Scope(match.Taken.Count));
        }
        else
        {
            for (var i = 0; i < match.Taken.Count; i++)
            {
                if (match.Shown.Contains(match.Taken[i].Row)) yield return Line(partition, match.Taken[i].Row, Scope(i + 1));
            }
        }
    }

    private string Line(SqlPartition partition, int row, SqlScope? scope) =>
        string.Join(", ", query.Select.SelectMany(item => Values(item, partition.Rows[row], scope)).Select(SqlCase.TextOf));

    private IEnumerable<object?> Values(string item, IReadOnlyDictionary<string, object?> row, SqlScope? scope)
    {
        if (item.EndsWith('*')) return AllColumns().Select(name => Value(name, row, scope));
        var name = item.Split(' ')[0];
        return [Value(SqlTokens.Identifier(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]), row, scope)];
    }

    private object? Value(string name, IReadOnlyDictionary<string, object?> row, SqlScope? scope)
    {
        foreach (var (measure, term) in measures)
        {
            if (measure == name) return scope is null ? null : term(scope);
        }

        return row.TryGetValue(name, out var value) ? value : throw new NotSupportedException($"'{name}' in the SELECT list");
    }

    /// <summary>The standard's order: partition, order, measures, and the other columns when all rows are shown.</summary>
    private IEnumerable<string> AllColumns()
    {
        var names = query.PartitionBy.ToList();
        if (!IsOneRow) names.AddRange(query.OrderBy.Except(names));
        names.AddRange(measures.Select(measure => measure.Name));
        return IsOneRow ? names : names.Concat(query.Columns.Except(names));
    }
}
