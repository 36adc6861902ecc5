using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Reads single messages again, by their offsets.</summary>
/// <remarks>Reads as a member of no group and commits nothing. Cheap where offsets grow. Used by one thread at a time.</remarks>
public sealed class MessageFinder : IDisposable
{
    /// <summary>How many messages are read through rather than jumped over.</summary>
    private const int ReadThrough = 10_000;

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private readonly IConsumer<byte[]?, byte[]?> consumer;
    private readonly TimeSpan requestTimeout;
    private TopicPartition? current;
    private long next;

    /// <summary>Makes the client.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="group">Under which group's rights it reads.</param>
    /// <param name="requestTimeout">How long a question to the cluster may take.</param>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    public MessageFinder(ClientSettings client, string group, TimeSpan requestTimeout)
    {
        ArgumentNullException.ThrowIfNull(client);
        this.requestTimeout = requestTimeout;
        var config = client.To(new ConsumerConfig());
        config.GroupId = group;
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.AllowAutoCreateTopics = false;
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.EnablePartitionEof = true;
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>The message at a place; null when there is none, or none any more.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public TopicRecord? Find(MessagePlace place, CancellationToken stop)
    {
        try
        {
            var partition = new TopicPartition(place.Topic, place.Partition);
            var ends = consumer.QueryWatermarkOffsets(partition, requestTimeout);
            if (place.Offset < ends.Low.Value || place.Offset >= ends.High.Value) return null;
            if (partition != current || place.Offset < next || place.Offset - next > ReadThrough) consumer.Assign(new TopicPartitionOffset(partition, place.Offset));
            current = partition;
            return ReadTo(place, stop);
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, $"find the message at offset {place.Offset} of {MessagePlace.NameOf(place.Topic, place.Partition)} again");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => consumer.Dispose();

    private TopicRecord? ReadTo(MessagePlace place, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (consumer.Consume(PollTime) is not { } found || found.TopicPartition != current) continue;
            next = found.Offset.Value + (found.IsPartitionEOF ? 0 : 1);
            if (found.Offset.Value < place.Offset) continue;

            // What lies behind the place was read, so the next search begins anew.
            if (found.Offset.Value > place.Offset || found.IsPartitionEOF) current = null;
            return current is null ? null : new TopicRecord(place.Topic, place.Partition, place.Offset, found.Message.Key, found.Message.Value, found.Message.Headers);
        }
    }
}
