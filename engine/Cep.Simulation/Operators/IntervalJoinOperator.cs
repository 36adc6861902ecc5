namespace Cep.Simulation;

internal sealed record IntervalJoinOperator(TimeSpan Before, TimeSpan After, Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw)
    {
        var (before, after) = (draw.Span(), draw.Span());
        // One in four intervals lies on one side of the event alone.
        if (draw.Chance(0.25)) (before, after) = draw.Chance(0.5) ? (-before, before + after) : (before + after, -after);
        return new IntervalJoinOperator(before, after, draw.Formula());
    }

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.IntervalJoin({inputs[1]}, before {Text(Before)}, after {Text(After)}, {Formula} of both x)";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Left.IntervalJoin(inputs.Right, Before, After, Make);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var pairs =
            from left in inputs.Left
            from right in inputs.Right
            let distance = right.Time - left.Time
            where distance >= -Nanos(Before) && distance <= Nanos(After)
            let time = Math.Max(left.Time, right.Time)
            orderby time, Math.Max(left.Sequence, right.Sequence), left.Sequence, right.Sequence
            select (Time: time, Causes: left.Causes.And(right.Causes), Left: left.Value, Right: right.Value);
        foreach (var pair in pairs)
        {
            if (inputs.Scope.Try(pair.Time, pair.Causes.Last, () => Make(pair.Left, pair.Right), out var made)) yield return new ReferenceRow(pair.Time, pair.Causes, made);
        }
    }

    private Row Make(Row left, Row right) => new(Formula.Of(left.X, right.X), right.Y);
}
