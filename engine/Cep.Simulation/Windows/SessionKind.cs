namespace Cep.Simulation;

/// <summary>Rows that follow one another within a gap, up to a greatest length.</summary>
internal sealed record SessionKind(TimeSpan Gap, TimeSpan? MaxLength) : WindowKind
{
    public override bool CoversAllTime => true;

    public static WindowKind Draw(OperatorDraw draw) => new SessionKind(draw.Span(), draw.Chance(0.4) ? draw.Span() + draw.Span() : null);

    public override string Describe() => $"Session({Gap}{(MaxLength is { } length ? $", at most {length}" : "")})";

    public override Windows<Row> Build(QueryInputs inputs) => inputs.Only.Session(Gap, MaxLength);

    public override IEnumerable<ReferenceWindow> Of(IReadOnlyList<FiguredRow> rows, ReferenceScope scope)
    {
        for (var first = 0; first < rows.Count;)
        {
            var (count, start) = (1, rows[first].Row.Time);
            while (first + count < rows.Count && rows[first + count].Row.Time < EndOf(start, rows[first + count - 1])) count++;
            yield return new ReferenceWindow(start, EndOf(start, rows[first + count - 1]), [.. rows.Skip(first).Take(count)]);
            first += count;
        }
    }

    private long EndOf(long start, FiguredRow last) => Math.Min(last.Row.Time + Nanos(Gap), MaxLength is { } length ? start + Nanos(length) : long.MaxValue);
}
