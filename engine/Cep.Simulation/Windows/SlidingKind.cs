namespace Cep.Simulation;

/// <summary>The rows of the last stretch of time, told where one enters and where some leave.</summary>
internal sealed record SlidingKind(TimeSpan Size, bool OnlyOnEnter) : WindowKind
{
    public override bool CoversAllTime => true;

    public static WindowKind Draw(OperatorDraw draw) => new SlidingKind(draw.Span(), draw.Chance(0.3));

    public override string Describe() => $"Sliding({Size}){(OnlyOnEnter ? ".OnlyOnEnter()" : "")}";

    public override Windows<Row> Build(QueryInputs inputs) => OnlyOnEnter ? inputs.Only.Sliding(Size).OnlyOnEnter() : inputs.Only.Sliding(Size);

    public override IEnumerable<ReferenceWindow> Of(IReadOnlyList<FiguredRow> rows, ReferenceScope scope)
    {
        var entering = rows.Select((row, i) => (row.Row.Time, IsEntering: true, Rows: rows.Take(i + 1)));
        var leaving = rows.Select(row => row.Row.Time + Nanos(Size)).Distinct().Select(time => (Time: time, IsEntering: false, Rows: rows.Where(row => row.Row.Time < time)));
        foreach (var (time, isEntering, before) in (OnlyOnEnter ? entering : entering.Concat(leaving)).OrderBy(moment => moment.Time).ThenBy(moment => moment.IsEntering))
        {
            var inside = before.Where(row => row.Row.Time > time - Nanos(Size)).ToList();
            if (inside.Count > 0) yield return new ReferenceWindow(time - Nanos(Size), time, inside) { IsDue = !isEntering || inside[^1].Row.IsDue };
        }
    }
}
