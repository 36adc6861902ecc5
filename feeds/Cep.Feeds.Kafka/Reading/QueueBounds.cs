namespace Cep.Feeds.Kafka;

/// <summary>How much of a Kafka partition may wait in memory. At either bound the partition is paused until half is read.</summary>
/// <param name="Messages">Messages; at least 1.</param>
/// <param name="Bytes">Bytes of their values; at least 1. One message more may come before the pause.</param>
public sealed record QueueBounds(int Messages = 50_000, long Bytes = 16 << 20);
