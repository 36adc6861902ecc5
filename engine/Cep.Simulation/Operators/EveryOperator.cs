namespace Cep.Simulation;

internal sealed record EveryOperator(TimeSpan Period, TimeSpan QuietAfter) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw)
    {
        var period = draw.Span();
        return new EveryOperator(period, draw.Chance(0.3) ? period : period + draw.Span());
    }

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Every({Text(Period)}, quiet after {Text(QuietAfter)})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Every(Period, QuietAfter);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var multiples = new SortedSet<long>();
        foreach (var row in inputs.Only)
        {
            for (var at = Grid.StartOf(row.Time, Nanos(Period), 0); at <= row.Time + Nanos(QuietAfter); at += Nanos(Period)) multiples.Add(at);
        }

        foreach (var at in multiples.Where(at => at <= inputs.Scope.EndTime))
        {
            var recent = inputs.Only.Where(row => row.Time >= at - Nanos(QuietAfter) && row.Time < at).ToList();
            if (recent.Count > 0) yield return recent[^1] with { Time = at };
        }
    }
}
