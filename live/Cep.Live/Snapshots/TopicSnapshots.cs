using System.Globalization;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>The snapshots of a task in a compacted topic, where a process on another machine finds them.</summary>
/// <remarks>
/// Names begin with how far a snapshot goes and end by chance, so a process that was fenced off and comes to itself writes over
/// nothing. What it writes is a snapshot of the same log and as good as any other.
/// </remarks>
internal sealed class TopicSnapshots(LiveTaskOptions options, StateTopicOptions topicOptions, int partition) : ISnapshotStore
{
    private readonly StateTopic topic = new(topicOptions, partition);

    public string Place => $"topic {topic.Topic}";

    public Snapshot? Newest(Func<Snapshot, bool> isWanted) => topic.Read(CancellationToken.None)
        .OrderByDescending(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => TryRead(entry.Value))
        .FirstOrDefault(snapshot => snapshot is not null && isWanted(snapshot));

    public (string Name, long Bytes) Write(Snapshot snapshot)
    {
        var bytes = snapshot.ToBytes();
        var name = string.Create(CultureInfo.InvariantCulture, $"{snapshot.NextSequence:D19}-{Math.Max(0, snapshot.Time.Nanos):D19}-{Guid.NewGuid():N}");
        topic.Write(name, bytes, CancellationToken.None);
        foreach (var old in topic.Names.Order(StringComparer.Ordinal).SkipLast(options.SnapshotsKept).ToList()) topic.Delete(old, CancellationToken.None);
        return ($"{name} in {Place}", bytes.Length);
    }

    public void Dispose() => topic.Dispose();

    /// <summary>What is damaged though its hash is right was written by another version; an older one may do.</summary>
    private static Snapshot? TryRead(byte[] bytes)
    {
        try
        {
            return Snapshot.FromBytes(bytes);
        }
        catch (SnapshotException)
        {
            return null;
        }
    }
}
