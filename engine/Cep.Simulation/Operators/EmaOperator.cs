namespace Cep.Simulation;

internal sealed record EmaOperator(int N, double Seed, Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new EmaOperator(1 + draw.Number(5), draw.Number(3), draw.Formula());

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Ema({N}, {Formula}, seed: {Seed})";

    public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Ema(N, Formula.Of, (row, average) => new Row(average, row.X), Seed);

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var (average, weight) = (Seed, 2.0 / (1 + N));
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Formula.Of(row.Value), out var x)) continue;
            average = x * weight + average * (1 - weight);
            yield return row with { Value = new Row(average, row.Value.X) };
        }
    }
}
