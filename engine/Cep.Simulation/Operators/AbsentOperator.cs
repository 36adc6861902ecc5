namespace Cep.Simulation;

internal sealed record AbsentOperator(TimeSpan Duration, Formula? Unless) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new AbsentOperator(draw.Span(), draw.Chance(0.5) ? draw.Formula() : null);

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Absent({Text(Duration)}{(Unless is null ? "" : $", unless: {Unless}")})";

    public override EventStream<Row> Build(QueryInputs inputs) =>
        inputs.Only.Absent(Duration, Unless is null ? null : Unless.Holds).Select(absence => Make(absence.Since.Nanos, absence.Until.Nanos, absence.Last));

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var isArmed = new List<bool>();
        var rows = new List<ReferenceRow>();
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Unless is null || !Unless.Holds(row.Value), out var arms)) continue;
            rows.Add(row);
            isArmed.Add(arms);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var end = rows[i].Time + Nanos(Duration);
            if (isArmed[i] && (i + 1 == rows.Count || rows[i + 1].Time >= end)) yield return new ReferenceRow(end, rows[i].Causes, Make(rows[i].Time, end, rows[i].Value));
        }
    }

    private static Row Make(long since, long until, Row last) => new(last.X, (until - since) / 1_000_000 % 1000);
}
