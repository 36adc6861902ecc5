namespace Cep.Simulation;

/// <summary>Both overloads: with a seed, and with a factory of states and a result taken from them.</summary>
internal sealed record ScanOperator(Formula Formula, bool HasFactory) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new ScanOperator(draw.Formula(), draw.Chance(0.5));

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Scan({(HasFactory ? "() => 3" : "3")}, {Formula} of state and x)";

    public override EventStream<Row> Build(QueryInputs inputs) => HasFactory
        ? inputs.Only.Scan(() => 3.0, (state, row) => Formula.Of(state, row.X), state => new Row(state, 1))
        : inputs.Only.Scan(new Row(3, 1), (state, row) => new Row(Formula.Of(state.X, row.X), 1));

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var state = 3.0;
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => Formula.Of(state, row.Value.X), out var next)) continue;
            state = next;
            yield return row with { Value = new Row(state, 1) };
        }
    }
}
