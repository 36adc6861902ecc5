namespace Cep.Simulation;

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
