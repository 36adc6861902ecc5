namespace Cep.Simulation;

internal sealed record DistinctUntilChangedOperator(Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new DistinctUntilChangedOperator(draw.Formula());

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.DistinctUntilChanged({Formula})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.DistinctUntilChanged(Formula.Of);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        double? before = null;
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Formula.Of(row.Value), out var now)) continue;
            if (now != before) yield return row;
            before = now;
        }
    }
}
