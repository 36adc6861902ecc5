namespace Cep.Feeds.Kafka;

/// <summary>Writes events as the messages that <see cref="MessageDecoder"/> reads.</summary>
/// <param name="format">How.</param>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class MessageEncoder(MessageFormat format)
{
    private readonly JsonTickEncoder json = new();
    private readonly ArrowTickEncoder arrow = new();

    /// <summary>The events of a batch as one message, in their order.</summary>
    /// <exception cref="ArgumentException">The batch is empty, or holds events other than trades, quotes and statuses.</exception>
    public byte[] Encode(EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Count == 0) throw new ArgumentException("A message holds one event at least.", nameof(batch));
        foreach (var column in batch.Columns)
        {
            if (column.Count == 0 || column is Column<Trade> or Column<Quote> or Column<MarketStatus>) continue;
            throw new ArgumentException($"A message holds trades, quotes and statuses; {column.EventType.Name} is none of them.", nameof(batch));
        }

        return format == MessageFormat.Arrow ? arrow.Encode(batch) : json.Encode(batch);
    }

    /// <summary>A message that moves time on: no event before this time comes any more. It is JSON in either format.</summary>
    public byte[] EncodeHeartbeat(EventTime time) => json.EncodeHeartbeat(time);
}
