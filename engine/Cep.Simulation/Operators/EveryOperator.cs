namespace Cep.Simulation;

internal sealed record EveryOperator(TimeSpan Period, TimeSpan QuietAfter, Formula? Unless) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw)
    {
        var period = draw.Span();
        return new EveryOperator(period, draw.Chance(0.3) ? period : period + draw.Span(), draw.Chance(0.3) ? draw.Formula() : null);
    }

    public override string Describe(IReadOnlyList<string> inputs) =>
        $"{inputs[0]}.Every({Text(Period)}, quiet after {Text(QuietAfter)}{(Unless is null ? "" : $", unless: {Unless}")})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Every(Period, QuietAfter, Unless is null ? null : Unless.Holds);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var multiples = new SortedSet<long>();
        var rows = new List<(ReferenceRow Row, bool Ends)>();
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Unless is not null && Unless.Holds(row.Value), out var ends)) continue;
            rows.Add((row, ends));
            for (var at = Grid.StartOf(row.Time, Nanos(Period), 0); at <= row.Time + Nanos(QuietAfter); at += Nanos(Period)) multiples.Add(at);
        }

        foreach (var at in multiples.Where(at => at <= inputs.Scope.EndTime))
        {
            var recent = rows.Where(row => row.Row.Time >= at - Nanos(QuietAfter) && row.Row.Time < at).ToList();
            if (recent.Count > 0 && !recent[^1].Ends) yield return recent[^1].Row with { Time = at, IsDue = true };
        }
    }
}
