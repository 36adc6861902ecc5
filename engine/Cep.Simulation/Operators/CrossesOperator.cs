namespace Cep.Simulation;

/// <summary>The three ways to ask for crossings: upwards, downwards, or each event with what it does.</summary>
internal sealed record CrossesOperator(Formula First, Formula Second, Crossing Wanted) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => new CrossesOperator(draw.Formula(), draw.Formula(mayThrow: false), (Crossing)draw.Number(3));

    public override string Describe(IReadOnlyList<string> inputs) => $"{inputs[0]}.Crosses{(Wanted == Crossing.None ? "" : Wanted)}({First}, {Second})";

    public override EventStream<Row> Build(QueryInputs inputs) => Wanted switch
    {
        Crossing.Above => inputs.Only.CrossesAbove(First.Of, Second.Of),
        Crossing.Below => inputs.Only.CrossesBelow(First.Of, Second.Of),
        _ => inputs.Only.Crosses(First.Of, Second.Of, (row, crossing) => new Row((int)crossing, row.X)),
    };

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        var before = (First: 0.0, Second: 0.0);
        foreach (var row in inputs.Only)
        {
            if (!inputs.Scope.Try(row, () => (First: First.Of(row.Value), Second: Second.Of(row.Value)), out var now)) continue;
            var crossing = now.First > now.Second && before.First <= before.Second ? Crossing.Above
                : now.First < now.Second && before.First >= before.Second ? Crossing.Below : Crossing.None;
            before = now;
            if (Wanted == Crossing.None) yield return row with { Value = new Row((int)crossing, row.Value.X) };
            else if (crossing == Wanted) yield return row;
        }
    }
}
