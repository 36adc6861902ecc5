namespace Cep.Cli;

/// <summary>The prices of one symbol in at most so many points, however long the run: when they are too many, each spans twice the time.</summary>
internal sealed class PriceSeries
{
    private const int MaxPoints = 600;
    private readonly List<ReportPrice> points = [];
    private long spanNanos = 60_000_000_000;

    public IReadOnlyList<ReportPrice> Points => points;

    /// <summary>All that was traded, in shares; decides which symbols are shown.</summary>
    public double Volume { get; private set; }

    /// <summary>Takes a minute; minutes come in order.</summary>
    public void Add(in ReportPrice minute)
    {
        Volume += minute.Volume;
        Append(minute);
        while (points.Count > MaxPoints) Coarsen();
    }

    private void Coarsen()
    {
        spanNanos *= 2;
        var finer = points.ToArray();
        points.Clear();
        foreach (var point in finer) Append(point);
    }

    private void Append(in ReportPrice point)
    {
        if (points.Count > 0 && points[^1].Start.Nanos / spanNanos == point.Start.Nanos / spanNanos) points[^1] = points[^1].Then(point);
        else points.Add(point);
    }
}
