using System.Globalization;

namespace Cep.Simulation;

internal sealed record MeanOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Mean(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Sum() / rows.Count, rows.Count, start, end);
}

/// <summary>The variance, made a whole number again by the square of the count: the last bit of a quotient is nobody's promise.</summary>
internal sealed record VarianceOf(Formula Formula, bool Root) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Root
        ? windows.StandardDeviation(Formula.Of).Select(window => Make(Whole(window.Value * window.Value, window.Count), window.Count, window.Start.Nanos, window.End.Nanos))
        : windows.Variance(Formula.Of).Select(window => Make(Whole(window.Value, window.Count), window.Count, window.Start.Nanos, window.End.Nanos));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(figures.Count * figures.Sum(figure => figure * figure) - figures.Sum() * figures.Sum(), rows.Count, start, end);

    private static double Whole(double variance, long count) => Math.Round(variance * count * count);
}

/// <summary>A quantile: figures are whole and small, so what lies within the relative error of one of them says which it is.</summary>
internal sealed record QuantileOf(Formula Formula, double Part) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) =>
        windows.Quantile(Formula.Of, Part).Select(window => Make(Math.Round(window.Value), window.Count, window.Start.Nanos, window.End.Nanos));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(figures.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(Part * figures.Count)) - 1), rows.Count, start, end);
}

internal sealed record DistinctOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) =>
        windows.DistinctCount(Formula.Of).Select(window => Make(window.Value, window.Count, window.Start.Nanos, window.End.Nanos));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Distinct().Count(), rows.Count, start, end);
}

internal sealed record VwapOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Vwap(Formula.Of, BarsOf.SizeOf));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(BarsOf.Vwap(rows, figures), rows.Count, start, end);
}

/// <summary>An aggregate of an author's own that takes events back: the text of those that are there, the oldest first.</summary>
internal sealed record RemovableOf(Formula Formula) : WindowAggregate(Formula)
{
    public override bool SelectsFirst => false;

    public override bool CanNotMerge => true;

    public override EventStream<Row> Build(Windows<Row> windows) =>
        from window in windows.Aggregate(() => "", (text, row) => text + TextOf(Formula.Of(row)), (text, row) => Without(text, TextOf(Formula.Of(row))), FoldOf.Digest)
        select Make(window.Value, window.Count, window.Start.Nanos, window.End.Nanos);

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(FoldOf.Digest(string.Concat(figures.Select(TextOf))), rows.Count, start, end);

    private static string TextOf(double figure) => figure.ToString("R", CultureInfo.InvariantCulture) + ";";

    private static string Without(string text, string oldest) =>
        text.StartsWith(oldest, StringComparison.Ordinal) ? text[oldest.Length..] : throw new NotSupportedException($"{oldest} is not the oldest of {text}");
}
