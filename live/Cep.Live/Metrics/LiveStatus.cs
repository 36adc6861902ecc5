using System.Collections.Concurrent;

namespace Cep.Live;

/// <summary>How a live process stands: what tasks tell of themselves, for health, metrics and logs.</summary>
/// <remarks>Safe on any thread; telling it something costs an atomic addition.</remarks>
/// <param name="clock">The clock by which ages are told.</param>
public sealed class LiveStatus(TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, PartitionStatus> partitions = new();
    private readonly ConcurrentDictionary<string, RuleStatus> rules = new(StringComparer.Ordinal);
    private readonly long[] deadLetters = new long[Enum.GetValues<DeadLetterReason>().Length];
    private volatile LivePhase phase = LivePhase.Starting;
    private volatile string? failure;
    private volatile bool isInputStopped;
    private long events;
    private long late;
    private long commits;
    private long failedCommits;
    private long commitTicks;
    private long snapshots;
    private long snapshotBytes;
    private volatile BrokerStatus broker = new(null, default);

    /// <summary>The clock by which ages are told.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>How far the process has come.</summary>
    public LivePhase Phase
    {
        get => phase;
        set => phase = value;
    }

    /// <summary>What made the process fail, null when nothing did.</summary>
    public string? Failure => failure;

    /// <summary>Nothing is read at present, because the spool is full.</summary>
    public bool IsInputStopped
    {
        get => isInputStopped;
        set => isInputStopped = value;
    }

    /// <summary>Whether the broker answers, and since when.</summary>
    public BrokerStatus Broker => broker;

    /// <summary>The spool; null when there is none.</summary>
    public Spool? Spool { get; set; }

    /// <summary>The tasks, in the order of their partitions.</summary>
    public IReadOnlyList<PartitionStatus> Partitions => [.. partitions.Values.OrderBy(task => task.Partition)];

    /// <summary>The rules, by name.</summary>
    public IReadOnlyList<RuleStatus> Rules => [.. rules.Values.OrderBy(rule => rule.Name, StringComparer.Ordinal)];

    /// <summary>Events processed, those that a recovery reads again among them.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>Events that came too late.</summary>
    public long LateEvents => Interlocked.Read(ref late);

    /// <summary>Transactions that were committed.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>Transactions that were aborted.</summary>
    public long FailedCommits => Interlocked.Read(ref failedCommits);

    /// <summary>Time that commits took, in all.</summary>
    public TimeSpan CommitTime => new(Interlocked.Read(ref commitTicks));

    /// <summary>Snapshots that were taken.</summary>
    public long Snapshots => Interlocked.Read(ref snapshots);

    /// <summary>Bytes of the snapshots that were taken, in all.</summary>
    public long SnapshotBytes => Interlocked.Read(ref snapshotBytes);

    /// <summary>The task of a partition, made when it is new.</summary>
    public PartitionStatus Partition(int partition) => partitions.GetOrAdd(partition, static number => new PartitionStatus(number));

    /// <summary>A partition has left the process.</summary>
    public void Forget(int partition)
    {
        partitions.TryRemove(partition, out _);
        foreach (var rule in rules.Values) rule.Forget(partition);
    }

    /// <summary>A rule, made when it is new.</summary>
    public RuleStatus Rule(string name) => rules.GetOrAdd(name, static name => new RuleStatus(name));

    /// <summary>Counts processed events.</summary>
    public void CountEvents(long count) => Interlocked.Add(ref events, count);

    /// <summary>Counts late events.</summary>
    public void CountLate(long count = 1) => Interlocked.Add(ref late, count);

    /// <summary>Counts a dead letter.</summary>
    public void CountDeadLetter(DeadLetterReason reason) => Interlocked.Increment(ref deadLetters[(int)reason]);

    /// <summary>How many dead letters of a reason there were.</summary>
    public long DeadLettersOf(DeadLetterReason reason) => Interlocked.Read(ref deadLetters[(int)reason]);

    /// <summary>Counts a commit and how long it took.</summary>
    public void CountCommit(TimeSpan took)
    {
        Interlocked.Increment(ref commits);
        Interlocked.Add(ref commitTicks, took.Ticks);
    }

    /// <summary>Counts a transaction that was aborted.</summary>
    public void CountFailedCommit() => Interlocked.Increment(ref failedCommits);

    /// <summary>Counts a snapshot.</summary>
    public void CountSnapshot(long bytes)
    {
        Interlocked.Increment(ref snapshots);
        Interlocked.Add(ref snapshotBytes, bytes);
    }

    /// <summary>Tells whether the broker answers; the same again changes nothing.</summary>
    public void SetBroker(bool isConnected)
    {
        if (broker.IsConnected != isConnected) broker = new BrokerStatus(isConnected, Clock.GetUtcNow());
    }

    /// <summary>The process has failed; the first failure counts.</summary>
    public void Fail(string reason)
    {
        failure ??= reason;
        phase = LivePhase.Failed;
    }
}
