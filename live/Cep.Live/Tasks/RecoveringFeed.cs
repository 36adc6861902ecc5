using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// A Kafka partition with the heartbeats that a task made before, each at its place. Up to the committed offset it gives
/// what was read before and nothing else; then, once the task lets it go, it is the partition itself.
/// </summary>
internal sealed class RecoveringFeed(KafkaPartitionFeed feed, long committed, CommitNote note, TaskRecording? recording) : IFeed
{
    private int heard;

    /// <summary>The Kafka partition.</summary>
    public KafkaPartitionFeed Partition => feed;

    public string Name => feed.Name;

    public EventTime Earliest => feed.Earliest;

    public long Length => feed.Length;

    /// <summary>Whether all that was committed has been read, the heartbeats as well.</summary>
    public bool HasRecovered => committed < 0 || (feed.HasReached(committed) && heard == note.Heartbeats.Count);

    public IFeedReader Open()
    {
        SetStop();
        return new Reader(this, feed.Open());
    }

    /// <summary>Lets the partition go on; one that has not recovered yet, as far as it was read before.</summary>
    public void Release()
    {
        if (HasRecovered) feed.Release();
        else SetStop();
    }

    /// <summary>No more than what was read before comes next; when all of it has come, nothing until the task releases the partition.</summary>
    private void SetStop()
    {
        if (committed < 0) feed.HoldAt(feed.Position);
        else feed.HoldAt(heard < note.Heartbeats.Count ? Math.Min(committed, note.Heartbeats[heard].Offset) : committed);
    }

    private bool Read(EventBatch batch, int maxRows, IFeedReader inner)
    {
        var isNew = HasRecovered;
        var goesOn = ReadNext(batch, maxRows, inner);
        recording?.Take(Name, batch, isNew);
        return goesOn;
    }

    private bool ReadNext(EventBatch batch, int maxRows, IFeedReader inner)
    {
        if (heard == note.Heartbeats.Count || !feed.HasReached(note.Heartbeats[heard].Offset)) return inner.Read(batch, maxRows);
        batch.AddHeartbeat(new EventTime(note.Heartbeats[heard++].Time));
        batch.ResumeAt = feed.Position;
        SetStop();
        return true;
    }

    private sealed class Reader(RecoveringFeed owner, IFeedReader inner) : IFeedReader
    {
        public long BytesRead => inner.BytesRead;

        public bool Read(EventBatch batch, int maxRows) => owner.Read(batch, maxRows, inner);

        public void Dispose() => inner.Dispose();
    }
}
