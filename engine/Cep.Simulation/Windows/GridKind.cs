namespace Cep.Simulation;

/// <summary>Windows that are a question of time alone: each row lies in those that hold its time.</summary>
internal abstract record GridKind : WindowKind
{
    /// <summary>How often windows tell what they hold before they end; null for never.</summary>
    public TimeSpan? EarlyEvery { get; init; }

    public override string Describe() => EarlyEvery is { } period ? $"{Name}.EarlyEvery({Duration.Format(period)})" : Name;

    public override IEnumerable<ReferenceWindow> Of(IReadOnlyList<FiguredRow> rows, ReferenceScope scope)
    {
        var windows =
            from row in rows
            from window in Of(row.Row.Time, scope)
            group row by window into inside
            orderby inside.Key.End
            select new ReferenceWindow(inside.Key.Start, inside.Key.End, [.. inside]);
        return windows.SelectMany(window => EarlyOf(window).Append(window));
    }

    protected abstract string Name { get; }

    /// <summary>The windows, start and end, in which a row of one key lies.</summary>
    protected abstract IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope);

    /// <summary>At each multiple of the period before which something came since the multiple before: all that came before it.</summary>
    private IEnumerable<ReferenceWindow> EarlyOf(ReferenceWindow window)
    {
        if (EarlyEvery is not { } period) return [];
        return window.Rows
            .Select(row => Grid.StartOf(row.Row.Time, Nanos(period), 0) + Nanos(period))
            .Where(moment => moment < window.End)
            .Distinct()
            .Select(moment => window with { Rows = [.. window.Rows.Where(row => row.Row.Time < moment)], EarlyAt = moment });
    }
}

internal sealed record TumblingKind(TimeSpan Size, TimeSpan Offset) : GridKind
{
    public override bool CoversAllTime => true;

    protected override string Name => $"Tumbling({Size}, {Offset})";

    public static WindowKind Draw(OperatorDraw draw) =>
        new TumblingKind(draw.Span(), draw.Chance(0.3) ? (draw.Chance(0.3) ? -draw.Span() : draw.Span()) : default) { EarlyEvery = draw.EarlyPeriod() };

    public override Windows<Row> Build(QueryInputs inputs) =>
        EarlyEvery is { } period ? inputs.Only.Tumbling(Size, Offset).EarlyEvery(period) : inputs.Only.Tumbling(Size, Offset);

    protected override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        var start = Grid.StartOf(time, Nanos(Size), Nanos(Offset));
        return [(start, start + Nanos(Size))];
    }
}

internal sealed record HoppingKind(TimeSpan Size, TimeSpan Period, TimeSpan Offset) : GridKind
{
    public override bool CoversAllTime => Period <= Size;

    public override bool DoesWithoutMerge => false;

    protected override string Name => $"Hopping({Size}, {Period}, {Offset})";

    public static WindowKind Draw(OperatorDraw draw) =>
        new HoppingKind(draw.Span(), draw.Span(), draw.Chance(0.3) ? draw.Span() : default) { EarlyEvery = draw.EarlyPeriod() };

    public override Windows<Row> Build(QueryInputs inputs) =>
        EarlyEvery is { } period ? inputs.Only.Hopping(Size, Period, Offset).EarlyEvery(period) : inputs.Only.Hopping(Size, Period, Offset);

    protected override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        for (var start = Grid.StartOf(time, Nanos(Period), Nanos(Offset)); start > time - Nanos(Size); start -= Nanos(Period)) yield return (start, start + Nanos(Size));
    }
}
