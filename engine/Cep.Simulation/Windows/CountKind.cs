namespace Cep.Simulation;

/// <summary>So many rows, told each time that so many further ones have come.</summary>
internal sealed record CountKind(int Count, int Step, bool IsTumbling) : WindowKind
{
    public override bool CoversAllTime => true;

    public static WindowKind DrawTumbling(OperatorDraw draw)
    {
        var count = 1 + draw.Number(5);
        return new CountKind(count, count, true);
    }

    public static WindowKind DrawSliding(OperatorDraw draw)
    {
        var count = 1 + draw.Number(6);
        return new CountKind(count, 1 + draw.Number(count), false);
    }

    public override string Describe() => IsTumbling ? $"CountTumbling({Count})" : $"CountSliding({Count}, {Step})";

    public override Windows<Row> Build(QueryInputs inputs) => IsTumbling ? inputs.Only.CountTumbling(Count) : inputs.Only.CountSliding(Count, Step);

    public override IEnumerable<ReferenceWindow> Of(IReadOnlyList<FiguredRow> rows, ReferenceScope scope)
    {
        for (var end = Count; end <= rows.Count; end += Step)
        {
            var (first, last) = (rows[end - Count].Row, rows[end - 1].Row);
            yield return new ReferenceWindow(first.Time, last.Time, [.. rows.Skip(end - Count).Take(Count)]) { IsDue = last.IsDue };
        }
    }
}
