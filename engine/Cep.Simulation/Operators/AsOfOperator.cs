namespace Cep.Simulation;

/// <summary>As-of joins: bounded in three directions or unbounded, with and without a result for an event that has no partner.</summary>
/// <param name="Within">How far the partner may be away; null for any distance, backward.</param>
/// <param name="Direction">Where to look.</param>
/// <param name="OrDefault">Whether an event without partner says something.</param>
/// <param name="Formula">Of both.</param>
internal sealed record AsOfOperator(TimeSpan? Within, AsOfDirection Direction, bool OrDefault, Formula Formula) : SimulatedOperator
{
    public static SimulatedOperator Draw(OperatorDraw draw) => draw.Chance(0.2)
        ? new AsOfOperator(null, AsOfDirection.Backward, draw.Chance(0.4), draw.Formula())
        : new AsOfOperator(draw.Span(), (AsOfDirection)draw.Number(3), draw.Chance(0.4), draw.Formula());

    public override string Describe(IReadOnlyList<string> inputs) =>
        $"{inputs[0]}.AsOf{(OrDefault ? "OrDefault" : "")}({inputs[1]}, {(Within is { } within ? $"{Text(within)}, {Direction}, " : "")}{Formula} of both x)";

    public override EventStream<Row> Build(QueryInputs inputs) => (Within, OrDefault) switch
    {
        ({ } within, false) => inputs.Left.AsOf(inputs.Right, within, (row, other) => Make(row, other), Direction),
        ({ } within, true) => inputs.Left.AsOfOrDefault(inputs.Right, within, Make, Direction),
        (null, false) => inputs.Left.WithReference(inputs.Right, (row, other) => Make(row, other)),
        (null, true) => inputs.Left.AsOfOrDefault(inputs.Right, Make),
    };

    public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs)
    {
        foreach (var row in inputs.Left)
        {
            var partner = PartnerOf(row, inputs.Right);
            if (partner is null && !OrDefault) continue;
            var time = Direction == AsOfDirection.Backward ? row.Time : row.Time + Nanos(Within!.Value);
            var causes = partner is { } known ? row.Causes.And(known.Causes) : row.Causes;
            if (inputs.Scope.Try(time, causes.Last, () => Make(row.Value, partner?.Value), out var made)) yield return new ReferenceRow(time, causes, made);
        }
    }

    private ReferenceRow? PartnerOf(ReferenceRow row, IReadOnlyList<ReferenceRow> others)
    {
        var near = others.Where(other => Within is not { } within || Math.Abs(other.Time - row.Time) <= Nanos(within)).ToList();
        ReferenceRow? before = near.Any(other => other.Time <= row.Time) ? near.Last(other => other.Time <= row.Time) : null;
        ReferenceRow? after = near.Any(other => other.Time >= row.Time) ? near.First(other => other.Time >= row.Time) : null;
        if (Direction == AsOfDirection.Backward) return before;
        if (Direction == AsOfDirection.Forward) return after;
        if (before is null || after is null) return before ?? after;
        return row.Time - before.Value.Time <= after.Value.Time - row.Time ? before : after;
    }

    private Row Make(Row row, Row? other) => new(Formula.Of(row.X, other?.X ?? 7), other?.Y ?? -1);
}
