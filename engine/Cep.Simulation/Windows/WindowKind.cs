namespace Cep.Simulation;

/// <summary>Which windows there are, apart from what they compute.</summary>
internal abstract record WindowKind
{
    /// <summary>Whether each event lies in a window, so that code which throws is asked for each of them.</summary>
    public abstract bool CoversAllTime { get; }

    public abstract string Describe();

    public abstract Windows<Row> Build(QueryInputs inputs);

    /// <summary>The windows, start and end, in which a row of one key lies.</summary>
    public abstract IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope);

    protected static long Nanos(TimeSpan duration) => duration.Ticks * 100;
}

internal sealed record TumblingKind(TimeSpan Size, TimeSpan Offset) : WindowKind
{
    public override bool CoversAllTime => true;

    public static WindowKind Draw(OperatorDraw draw) => new TumblingKind(draw.Span(), draw.Chance(0.3) ? (draw.Chance(0.3) ? -draw.Span() : draw.Span()) : default);

    public override string Describe() => $"Tumbling({Size}, {Offset})";

    public override Windows<Row> Build(QueryInputs inputs) => inputs.Only.Tumbling(Size, Offset);

    public override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        var start = Grid.StartOf(time, Nanos(Size), Nanos(Offset));
        return [(start, start + Nanos(Size))];
    }
}

internal sealed record HoppingKind(TimeSpan Size, TimeSpan Period, TimeSpan Offset) : WindowKind
{
    public override bool CoversAllTime => Period <= Size;

    public static WindowKind Draw(OperatorDraw draw) => new HoppingKind(draw.Span(), draw.Span(), draw.Chance(0.3) ? draw.Span() : default);

    public override string Describe() => $"Hopping({Size}, {Period}, {Offset})";

    public override Windows<Row> Build(QueryInputs inputs) => inputs.Only.Hopping(Size, Period, Offset);

    public override IEnumerable<(long Start, long End)> Of(long time, ReferenceScope scope)
    {
        for (var start = Grid.StartOf(time, Nanos(Period), Nanos(Offset)); start > time - Nanos(Size); start -= Nanos(Period)) yield return (start, start + Nanos(Size));
    }
}
