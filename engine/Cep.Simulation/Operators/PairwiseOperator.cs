namespace Cep.Simulation;

internal sealed record PairwiseOperator(Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new PairwiseOperator(draw.Formula());

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Pairwise({Formula} of both x)";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Pairwise(Make);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        foreach (var (before, now) in inputs.Only.Zip(inputs.Only.Skip(1)))
        {
            if (inputs.Scope.Try(now, () => Make(before.Value, now.Value), out var pair)) yield return now with { Causes = before.Causes.And(now.Causes), Value = pair };
        }
    }

    private Row Make(Row before, Row now) => new(Formula.Of(before.X, now.X), now.Y);
}
