using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>How the tasks of a process run.</summary>
public sealed record LiveTaskOptions
{
    /// <summary>The rules, producers and consumers in any order.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>The options of each task's run. What concerns snapshots, quiet points, reading ahead and the clock is the task's own.</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>Where snapshots are kept, a directory for each partition number. Processes that may take over from each other must see the same.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The topic in which snapshots are kept in place of the folder; null for the folder.</summary>
    public StateTopicOptions? StateTopic { get; init; }

    /// <summary>How many snapshots of a task are kept.</summary>
    public int SnapshotsKept { get; init; } = 3;

    /// <summary>How often a task commits what it derived and how far it read. Derived events are seen by readers of committed records this much later.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a task takes a snapshot. Recovery reads again what came since the last one.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a task looks at its partial matches, beside what it does; that goes over all keys.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a task waits before it recovers again, after a fault that may pass.</summary>
    public TimeSpan RecoveryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a task waits that was fenced off before it takes its partition back. Longer than two heartbeats of the group: if
    /// the partition is another's by now, the group says so meanwhile and the task ends.
    /// </summary>
    public TimeSpan FencedPause { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>
    /// Where nothing is left to rebuild a task's state from its beginning, because the topic's older messages are gone and there
    /// is no snapshot, begin with what is left. Else the task is refused.
    /// </summary>
    public bool RebuildsFromWhatIsLeft { get; init; }

    /// <summary>The internal topics into which the tasks copy events, for rules that run elsewhere; null for none.</summary>
    public Repartition? Repartition { get; init; }

    /// <summary>What differs for the task of a partition number; null for nothing.</summary>
    public Func<LiveTaskOptions, int, LiveTaskOptions>? ForPartition { get; init; }

    /// <summary>The topics are partitioned by the keys of rules that use <c>PartitionBy</c>; else such rules are refused over several Kafka partitions.</summary>
    public bool PartitionedByRuleKeys { get; init; }

    /// <summary>The folder in which what tasks read and derive is recorded; null to record nothing.</summary>
    public string? RecordFolder { get; init; }

    /// <summary>By what intervals are measured.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
