namespace Cep.Simulation;

internal sealed record SelectManyOperator(Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new SelectManyOperator(draw.Formula());

    public override bool PassesEarly => true;

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.SelectMany({Formula} repeated 0 to 2 times)";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.SelectMany(Elements);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Elements(row.Value).ToList(), out var elements)) continue;
            foreach (var element in elements) yield return row with { Value = element };
        }
    }

    /// <summary>The figure is asked at each element, so that a fault may come in the middle of them.</summary>
    private IEnumerable<Row> Elements(Row row)
    {
        var count = (int)Math.Abs(row.X) % 3;
        for (var i = 0; i < count; i++) yield return new Row(Formula.Of(row.X + i, row.Y), i);
    }
}
