namespace Cep.Throughput;

/// <summary>
/// What loops found that do not find it in order: several threads, or one that tells of two things at a time. The market's
/// symbols were numbered in the order of their names, so the order of (time, number) is that of the collector.
/// </summary>
public sealed class Hits
{
    private readonly List<(long Time, int Key, double Number)> hits = [];

    /// <summary>Notes a derived event.</summary>
    /// <param name="key">The number of its symbol.</param>
    /// <param name="time">Its event time in nanoseconds.</param>
    /// <param name="number">What goes into the checksum.</param>
    public void Add(int key, long time, double number) => hits.Add((time, key, number));

    /// <summary>Takes over what others found.</summary>
    public void Add(Hits others) => hits.AddRange(others.hits);

    /// <summary>The answer over all of them, in order.</summary>
    public Answer Fold()
    {
        hits.Sort();
        return hits.Aggregate(default(Answer), static (answer, hit) => answer.With(Symbol.FromId(hit.Key).Name, hit.Time, hit.Number));
    }
}
