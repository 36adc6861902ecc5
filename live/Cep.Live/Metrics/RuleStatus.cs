namespace Cep.Live;

/// <summary>What a rule did and keeps, over all tasks of the process.</summary>
/// <remarks>Tasks write, anybody reads, on any thread. What is kept is told by each task for its own part.</remarks>
public sealed class RuleStatus
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, (StateFigures Figures, long PartialMatches)> kept = [];
    private long derivedEvents;

    internal RuleStatus(string name) => Name = name;

    /// <summary>The rule.</summary>
    public string Name { get; }

    /// <summary>Derived events that were written.</summary>
    public long DerivedEvents => Interlocked.Read(ref derivedEvents);

    /// <summary>Keys of which something is kept.</summary>
    public long Keys => Sum(entry => entry.Figures.Keys);

    /// <summary>Bytes kept, estimated.</summary>
    public long Bytes => Sum(entry => entry.Figures.Bytes);

    /// <summary>Partial matches of patterns.</summary>
    public long PartialMatches => Sum(entry => entry.PartialMatches);

    /// <summary>Counts derived events that were written.</summary>
    public void CountDerived(long count = 1) => Interlocked.Add(ref derivedEvents, count);

    /// <summary>Tells what the rule keeps in a task.</summary>
    public void SetKept(int partition, StateFigures figures, long partialMatches = 0)
    {
        lock (gate) kept[partition] = (figures, partialMatches);
    }

    internal void Forget(int partition)
    {
        lock (gate) kept.Remove(partition);
    }

    private long Sum(Func<(StateFigures Figures, long PartialMatches), long> part)
    {
        lock (gate) return kept.Values.Sum(part);
    }
}
