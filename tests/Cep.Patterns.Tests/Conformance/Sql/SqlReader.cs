using System.Text.Json;

namespace Cep.Patterns.Conformance;

/// <summary>Reads a MATCH_RECOGNIZE case.</summary>
internal sealed class SqlReader(JsonElement fact)
{
    private readonly List<string> labels = [];
    private readonly Dictionary<string, IReadOnlyList<string>> unions = fact.GetProperty("subset").EnumerateObject()
        .ToDictionary(union => SqlTokens.Identifier(union.Name), union => (IReadOnlyList<string>)[.. TextsOf(union.Value).Select(SqlTokens.Identifier)]);

    public static ConformanceCase Read(JsonElement fact) => new SqlReader(fact.Clone()).ToCase();

    private SqlCase ToCase()
    {
        var partitionBy = NamesOf("partitionBy");
        return new SqlCase(fact.GetProperty("id").GetString()!)
        {
            Columns = NamesOf("columns"),
            PartitionBy = partitionBy,
            OrderBy = NamesOf("orderBy"),
            Partitions = [.. Partitions(partitionBy)],
            Labels = labels,
            Unions = unions,
            ToPattern = ToPattern,
            Measures = [.. fact.GetProperty("measures").EnumerateObject().Select(measure => (SqlTokens.Identifier(measure.Name), measure.Value.GetString()!))],
            RowsPerMatch = fact.GetProperty("rowsPerMatch").GetString() ?? "ONE",
            Select = TextsOf(fact.GetProperty("select")),
            Expected = fact.GetProperty("expectedRows") is { ValueKind: JsonValueKind.Array } rows
                ? [.. rows.EnumerateArray().Select(row => string.Join(", ", row.EnumerateArray().Select(value => SqlCase.TextOf(ValueOf(value)))))]
                : null,
        };
    }

    private Pattern<SqlMatch> ToPattern()
    {
        var defined = fact.GetProperty("define").EnumerateObject().ToDictionary(define => SqlTokens.Identifier(define.Name), define => define.Value.GetString()!);
        var sequence = SqlPattern.Parse(fact.GetProperty("pattern").GetString()!, name => Variable(name, defined))(Pattern.Of<SqlMatch>());
        return AfterMatch(sequence.AllowUnbounded().Preferred());
    }

    private Func<PatternStart<SqlMatch>, PatternSequence<SqlMatch>> Variable(string name, Dictionary<string, string> defined)
    {
        var stage = StageOf(name);
        if (!defined.TryGetValue(name, out var text)) return start => start.Begin(stage);
        var (term, seesMatch) = SqlExpression.Parse(text, name);
        if (seesMatch) return start => start.Begin(stage, (row, match) => term(ScopeOf(row, name, match)) is true);
        return start => start.Begin(stage, row => term(ScopeOf(row, name, null)) is true);
    }

    private SqlScope ScopeOf(SqlRow row, string name, SqlMatch? match)
    {
        List<(int, string)> taken = match is null ? [] : SqlCase.TakenBy(match, labels);
        taken.Add((row.Index, name));
        return new SqlScope(row.Partition, taken, taken.Count, 0, unions);
    }

    private Pattern<SqlMatch> AfterMatch(PatternSequence<SqlMatch> sequence)
    {
        var words = (fact.GetProperty("afterMatch").GetString() ?? "SKIP PAST LAST ROW").Split(' ');
        return words switch
        {
            ["SKIP", "PAST", "LAST", "ROW"] => sequence.SkipPastLast(),
            ["SKIP", "TO", "NEXT", "ROW"] => sequence.SkipToNext(EventUse.Shared),
            ["SKIP", "TO", "FIRST", var name] => sequence.SkipToFirst(EventUse.Shared, StagesOf(name)),
            ["SKIP", "TO", "LAST", var name] => sequence.SkipToLast(EventUse.Shared, StagesOf(name)),
            ["SKIP", "TO", var name] => sequence.SkipToLast(EventUse.Shared, StagesOf(name)),
            _ => throw new FormatException($"'{string.Join(' ', words)}' is no skip strategy."),
        };
    }

    private Func<SqlMatch, Stage<SqlRow>>[] StagesOf(string name)
    {
        name = SqlTokens.Identifier(name);
        return [.. (unions.TryGetValue(name, out var union) ? union : [name]).Select(StageOf)];
    }

    private Func<SqlMatch, Stage<SqlRow>> StageOf(string name)
    {
        if (!labels.Contains(name)) labels.Add(name);
        return SqlMatch.Stages[labels.IndexOf(name)];
    }

    private IEnumerable<SqlPartition> Partitions(IReadOnlyList<string> partitionBy)
    {
        var rows = fact.GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateObject().ToDictionary(value => SqlTokens.Identifier(value.Name), value => ValueOf(value.Value)));
        var number = 0;
        foreach (var partition in rows.GroupBy(row => string.Join('|', partitionBy.Select(column => SqlCase.TextOf(row[column])))))
        {
            var ordered = NamesOf("orderBy").Reverse().Aggregate(partition.AsEnumerable(), (some, column) => some.OrderBy(row => row[column], Comparer<object?>.Default));
            yield return new SqlPartition(Symbol.Of($"P{number++}"), [.. ordered]);
        }
    }

    private IReadOnlyList<string> NamesOf(string member) =>
        fact.GetProperty(member) is { ValueKind: JsonValueKind.Array } names ? [.. TextsOf(names).Select(name => SqlTokens.Identifier(name.Split(' ')[0]))] : [];

    private static IReadOnlyList<string> TextsOf(JsonElement texts) => [.. texts.EnumerateArray().Select(text => text.GetString()!)];

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
