namespace Cep.Simulation;

/// <summary>What is computed of the rows of a window. Figures are small whole numbers, so plain sums of them are exact.</summary>
internal abstract record WindowAggregate(Formula Formula)
{
    /// <summary>Whether the engine selects a figure of each event in a stream of its own, before it looks at windows: a foreign pipeline sees it.</summary>
    public virtual bool SelectsFirst => true;

    /// <summary>Whether it can only add and take back, not merge.</summary>
    public virtual bool CanNotMerge => false;

    public abstract EventStream<Row> Build(Windows<Row> windows);

    /// <summary>The result of a window; <paramref name="figures"/> are those of its rows, at least one.</summary>
    public abstract Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end);

    /// <summary>The value with the count and the length of the window.</summary>
    protected static Row Make(double value, long count, long start, long end) => new(value, count + 100 * ((end - start) / 1_000_000 % 977));

    protected static EventStream<Row> Rows(EventStream<Windowed<double>> windows) => windows.Select(window => Make(window.Value, window.Count, window.Start.Nanos, window.End.Nanos));
}

internal sealed record SumOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Sum(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Sum(), rows.Count, start, end);
}

internal sealed record FirstOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.First(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures[0], rows.Count, start, end);
}

internal sealed record LastOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Last(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures[^1], rows.Count, start, end);
}

internal sealed record MinOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Min(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Min(), rows.Count, start, end);
}

internal sealed record MaxOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Max(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Max(), rows.Count, start, end);
}

internal sealed record CountOf() : WindowAggregate(new Formula(1, 0, 0, 1009))
{
    public override EventStream<Row> Build(Windows<Row> windows) => windows.Count().Select(window => Make(window.Value, window.Count, window.Start.Nanos, window.End.Nanos));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(rows.Count, rows.Count, start, end);
}

/// <summary>An aggregate of an author's own, which tells the order in which it was folded and merged.</summary>
internal sealed record FoldOf(Formula Formula) : WindowAggregate(Formula)
{
    public override bool SelectsFirst => false;

    public override EventStream<Row> Build(Windows<Row> windows) =>
        from window in windows.Aggregate(() => "", (text, row) => $"{text}{Formula.Of(row):R};", (earlier, later) => earlier + later)
        select Make(Digest(window.Value), window.Count, window.Start.Nanos, window.End.Nanos);

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(Digest(string.Concat(figures.Select(figure => $"{figure:R};"))), rows.Count, start, end);

    internal static double Digest(string text) => text.Aggregate(7L, (digest, letter) => (digest * 31 + letter) % 1_000_003);
}

internal sealed record BarsOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) =>
        windows.Bars(Formula.Of, SizeOf).Select(bar => new Row(bar.Vwap, bar.Open + 17 * bar.High + 289 * bar.Low + 4913 * bar.Close + 83521 * bar.Count + bar.Volume));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end)
    {
        return new Row(Vwap(rows, figures), figures[0] + 17 * figures.Max() + 289 * figures.Min() + 4913 * figures[^1] + 83521 * rows.Count + rows.Sum(SizeOf));
    }

    internal static double Vwap(IReadOnlyList<Row> rows, IReadOnlyList<double> prices)
    {
        var volume = rows.Sum(SizeOf);
        return volume == 0 ? prices.Sum() / rows.Count : rows.Zip(prices).Sum(pair => SizeOf(pair.First) * pair.Second) / volume;
    }

    internal static double SizeOf(Row row) => Math.Abs(Math.Floor(row.Y)) % 5;
}
