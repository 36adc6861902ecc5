using Cep.Simulation.Patterns;

namespace Cep.Simulation;

/// <summary>A pattern, by the reference matcher that the tests of patterns use: it keeps every partial match whole and looks at all of them for everything.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="OfTimedOut">Whether the partial matches are wanted whose time was up, not the matches.</param>
internal sealed record MatchOperator(DrawnPattern Pattern, bool OfTimedOut) : SimulatedOperator
{
    /// <summary>Beyond it the reference is too slow to be of use.</summary>
    private const int MaxRows = 300;

    /// <inheritdoc cref="MaxRows"/>
    private const int MaxPartialMatches = 300;

    public static SimulatedOperator Draw(OperatorDraw draw)
    {
        var pattern = DrawnPattern.Draw(draw);
        return new MatchOperator(pattern, pattern.Within is not null && draw.Chance(0.2));
    }

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Match({Pattern}){(OfTimedOut ? ".TimedOut()" : "")}";

    public override EventStream<Row> Build(QueryInputs inputs)
    {
        var matches = inputs.Only.Match(Pattern.Make());
        return OfTimedOut ? matches.TimedOut(late => RowOf(late.Match)) : matches.Select(RowOf);
    }

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        if (inputs.Only.Count > MaxRows) throw new TooLargeException();
        try
        {
            var matcher = ReferenceMatches.Of(Pattern.Make(), [.. inputs.Only.Select(row => (row.Time, row.Value))], hasEnd: true, MaxPartialMatches);
            var matches = matcher.Matches.Select(found => ResultOf(found, inputs.Only));
            if (!OfTimedOut) return matches;
            // A foreign pipeline sees the matches, too, which are a stream of the query.
            inputs.Scope.Add(matches);
            return matcher.TimedOut.Select(found => ResultOf(found, inputs.Only));
        }
        catch (TooManyPartialMatchesException)
        {
            throw new TooLargeException();
        }
    }

    private static ReferenceRow ResultOf(FoundAt found, IReadOnlyList<ReferenceRow> rows)
    {
        var causes = found.Events.Select(taken => rows[taken.Event].Causes).Aggregate((all, next) => all.And(next));
        var value = RowOf(stage => found.Events.Where(taken => taken.Stage == stage).Select(taken => rows[taken.Event].Value));
        return new ReferenceRow(found.Time, causes, value) { IsDue = found.With is not { } with || rows[with].IsDue };
    }

    private static Row RowOf(DrawnMatch match) => RowOf(stage => DrawnMatch.Stages[stage](match));

    /// <summary>Tells how many events each stage took, and their figures.</summary>
    private static Row RowOf(Func<int, IEnumerable<Row>> stages)
    {
        var (counts, figures) = (0.0, 0.0);
        for (var stage = 0; stage < DrawnMatch.Stages.Count; stage++)
        {
            foreach (var row in stages(stage)) (counts, figures) = (counts + Math.Pow(10, stage), (figures * 7 + row.X + stage) % 1009);
        }

        return new Row(figures, counts);
    }
}
