namespace Cep.Simulation;

/// <summary>A quantile: figures are whole and small, so what lies within the relative error of one of them says which it is.</summary>
internal sealed record QuantileOf(Formula Formula, double Part) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) =>
        windows.Quantile(Formula.Of, Part).Select(window => Make(Math.Round(window.Value), window.Count, window.Start.Nanos, window.End.Nanos));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(figures.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(Part * figures.Count)) - 1), rows.Count, start, end);
}
