namespace Cep.Live;

/// <summary>What a rule did and keeps, over all tasks of the process.</summary>
/// <remarks>Tasks write, anybody reads, on any thread. What is kept is told by each task for its own part.</remarks>
public sealed class RuleStatus
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, StateFigures> kept = [];
    private readonly Dictionary<int, PartialMatches> partials = [];
    private long derivedEvents;

    internal RuleStatus(string name) => Name = name;

    /// <summary>The rule.</summary>
    public string Name { get; }

    /// <summary>Derived events that were written.</summary>
    public long DerivedEvents => Interlocked.Read(ref derivedEvents);

    /// <summary>Keys of which something is kept.</summary>
    public long Keys => Sum(figures => figures.Keys);

    /// <summary>Bytes kept, estimated.</summary>
    public long Bytes => Sum(figures => figures.Bytes);

    /// <summary>Partial matches of patterns, as the tasks saw them last.</summary>
    public long PartialMatches => Cep.PartialMatches.Total(PartialMatchesOfTasks).Alive;

    /// <summary>The partial matches of each task; empty for a rule without patterns.</summary>
    public IReadOnlyList<PartialMatches> PartialMatchesOfTasks
    {
        get
        {
            lock (gate) return [.. partials.OrderBy(part => part.Key).Select(part => part.Value)];
        }
    }

    /// <summary>Counts derived events that were written.</summary>
    public void CountDerived(long count = 1) => Interlocked.Add(ref derivedEvents, count);

    /// <summary>Tells what the rule keeps in a task.</summary>
    public void SetKept(int partition, StateFigures figures)
    {
        lock (gate) kept[partition] = figures;
    }

    /// <summary>Tells the partial matches that the rule has in a task.</summary>
    public void SetPartialMatches(int partition, PartialMatches alive)
    {
        lock (gate) partials[partition] = alive;
    }

    internal void Forget(int partition)
    {
        lock (gate)
        {
            kept.Remove(partition);
            partials.Remove(partition);
        }
    }

    private long Sum(Func<StateFigures, long> part)
    {
        lock (gate) return kept.Values.Sum(part);
    }
}
