using System.Collections.Concurrent;

namespace Cep.Live;

/// <summary>How the task of a partition stands.</summary>
/// <remarks>The task writes, anybody reads, on any thread.</remarks>
public sealed class PartitionStatus
{
    private readonly ConcurrentDictionary<string, long> lag = new(StringComparer.Ordinal);
    private long watermarkNanos = long.MinValue;
    private long lookedAtNanos = long.MinValue;
    private volatile LivePhase phase = LivePhase.Starting;

    internal PartitionStatus(int partition) => Partition = partition;

    /// <summary>The partition number.</summary>
    public int Partition { get; }

    /// <summary>How far the task has come.</summary>
    public LivePhase Phase
    {
        get => phase;
        set => phase = value;
    }

    /// <summary>The task's watermark; <see cref="EventTime.MinValue"/> while there is none.</summary>
    public EventTime Watermark
    {
        get => new(Interlocked.Read(ref watermarkNanos));
        set => Interlocked.Exchange(ref watermarkNanos, value.Nanos);
    }

    /// <summary>Of which event time the partial matches of the task are known; <see cref="EventTime.MinValue"/> while they are not.</summary>
    public EventTime LookedAt
    {
        get => new(Interlocked.Read(ref lookedAtNanos));
        set => Interlocked.Exchange(ref lookedAtNanos, value.Nanos);
    }

    /// <summary>Messages of each topic that were not processed yet.</summary>
    public IReadOnlyDictionary<string, long> LagByTopic => lag;

    /// <summary>Tells how many messages of a topic were not processed yet.</summary>
    public void SetLag(string topic, long messages) => lag[topic] = Math.Max(0, messages);
}
