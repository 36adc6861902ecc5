namespace Cep.Simulation;

internal sealed record MeanOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Mean(Formula.Of));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) => Make(figures.Sum() / rows.Count, rows.Count, start, end);
}
