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
