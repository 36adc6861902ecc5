namespace Cep.Simulation;

internal sealed record WhereOperator(Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new WhereOperator(draw.Formula());

    public override bool PassesEarly => true;

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Where({Formula})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Where(Formula.Holds);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs) =>
        inputs.Only.Where(row => inputs.Scope.Try(row, () => Formula.Holds(row.Value), out var holds) && holds);
}
