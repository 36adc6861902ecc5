using System.Globalization;

namespace Cep.Simulation;

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
