namespace Cep.Feeds.Kafka;

/// <summary>How far the reading of a Kafka partition is behind its end.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The Kafka partition.</param>
/// <param name="Position">The offset before which everything was read.</param>
/// <param name="End">The offset of the next message to be written; −1 while unknown.</param>
/// <param name="QueuedMessages">How many messages wait in memory.</param>
/// <param name="QueuedBytes">How many bytes they take.</param>
/// <param name="IsPaused">Whether fetching is paused because too much waits.</param>
public readonly record struct PartitionLag(string Topic, int Partition, long Position, long End, int QueuedMessages, long QueuedBytes, bool IsPaused)
{
    /// <summary>How many offsets there are still to read; −1 while unknown.</summary>
    public long Lag => End < 0 ? -1 : Math.Max(0, End - Position);
}
