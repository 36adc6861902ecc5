namespace Cep.Simulation;

/// <summary>Counts what was in the cases that were run, so that one can see what was not.</summary>
public sealed class SimulationCoverage
{
    private readonly SortedDictionary<string, long> operators = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> circumstances = new(StringComparer.Ordinal);

    /// <summary>Cases that were run.</summary>
    public long Cases { get; private set; }

    /// <summary>Cases that were not run, because their joins multiply rows beyond what is worth it.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Rows of all feeds.</summary>
    public long Rows { get; private set; }

    /// <summary>How often each operator was in a query.</summary>
    public IReadOnlyDictionary<string, long> Operators => operators;

    /// <summary>In how many cases there was what: late events, heartbeats, silences, stops.</summary>
    public IReadOnlyDictionary<string, long> Circumstances => circumstances;

    internal void AddTooLarge() => TooLarge++;

    internal void Add(SimulatedCase simulated)
    {
        Cases++;
        Rows += simulated.Feeds.Sum(feed => feed.Rows.Count);
        foreach (var name in CircumstancesOf(simulated)) Count(circumstances, name);
        foreach (var rule in simulated.Rules)
        {
            foreach (var node in QueryNode.AllOf(rule.Roots)) Count(operators, NameOf(node.Operation));
            foreach (var operation in rule.Foreign) Count(operators, operation.GetType().Name);
        }
    }

    private static IEnumerable<string> CircumstancesOf(SimulatedCase simulated)
    {
        var rows = simulated.Feeds.SelectMany(feed => feed.Rows).ToList();
        var isEarly = simulated.Rules.SelectMany(rule => QueryNode.AllOf(rule.Roots)).Any(node => node.Operation is WindowOperator { Kind: GridKind { EarlyEvery: not null } });
        if (simulated.AllowedLatenessNanos > 0) yield return "late events allowed";
        if (simulated.Feeds.Any(feed => feed.Timing.DisorderBound > TimeSpan.Zero)) yield return "disorder within bounds";
        if (simulated.Feeds.Any(feed => feed.Timing.Lateness == LatenessPolicy.Adjust)) yield return "late: adjust";
        if (simulated.Feeds.Any(feed => feed.Timing.Lateness == LatenessPolicy.Throw)) yield return "late: throw";
        if (rows.Any(row => row.Heartbeat is not null)) yield return "heartbeats";
        if (simulated.IsLive) yield return "live feeds";
        if (isEarly) yield return "early results";
        if (simulated.Rules.Any(rule => rule.FaultLimit > 0)) yield return "quarantine";
        if (simulated.Run.Shards > 1) yield return "several shards";
        if (simulated.Run.StopAfter > 0) yield return "stopped and run again";
        if (ResumedRun.IsWanted(simulated)) yield return "resumed from a snapshot";
    }

    private static string NameOf(SimulatedOperator operation) => operation is WindowOperator window
        ? $"{window.Kind.GetType().Name.Replace("Kind", "", StringComparison.Ordinal)} windows"
        : operation.GetType().Name.Replace("Operator", "", StringComparison.Ordinal);

    private static void Count(SortedDictionary<string, long> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
