namespace Cep.Feeds.Kafka;

/// <summary>A place in a Kafka partition, with a text that Kafka keeps beside it.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The Kafka partition.</param>
/// <param name="Offset">The offset at which reading goes on; −1 when there is none.</param>
/// <param name="Metadata">The text; empty when there is none. Brokers take up to 4,096 bytes (<c>offset.metadata.max.bytes</c>).</param>
public readonly record struct PartitionOffset(string Topic, int Partition, long Offset, string Metadata = "");
