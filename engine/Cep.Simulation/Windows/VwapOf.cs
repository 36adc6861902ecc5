namespace Cep.Simulation;

internal sealed record VwapOf(Formula Formula) : WindowAggregate(Formula)
{
    public override EventStream<Row> Build(Windows<Row> windows) => Rows(windows.Vwap(Formula.Of, BarsOf.SizeOf));

    public override Row Result(IReadOnlyList<Row> rows, IReadOnlyList<double> figures, long start, long end) =>
        Make(BarsOf.Vwap(rows, figures), rows.Count, start, end);
}
