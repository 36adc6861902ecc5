namespace Cep.Simulation;

internal sealed record SelectOperator(Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new SelectOperator(draw.Formula());

    public override bool PassesEarly => true;

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Select({Formula})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Select(Map);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        foreach (var row in inputs.Only)
        {
            if (inputs.Scope.Try(row, () => Map(row.Value), out var made)) yield return row with { Value = made };
        }
    }

    private Row Map(Row row) => new(Formula.Of(row), row.X);
}
