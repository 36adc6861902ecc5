namespace Cep.Feeds.Kafka;

/// <summary>The rows that a message with a header <c>traceparent</c> gave: the last ones of a batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="First">The first of its rows, counted over all columns.</param>
/// <param name="Header">The value of the header.</param>
public readonly record struct TracedRows(EventBatch Batch, int First, byte[] Header);
