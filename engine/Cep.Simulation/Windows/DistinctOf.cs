namespace Cep.Simulation;

internal sealed record DistinctOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) =>
        windows.DistinctCount(Formula.Of).Select(window => Make(window.Value, window.Count, window.Start.Nanos, window.End.Nanos));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Distinct().Count(), rows.Count, start, end);
}
