using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// A process's place in a consumer group. The group gives it partition numbers; for each of them a task reads that Kafka
/// partition of all topics.
/// </summary>
/// <remarks>
/// Two clients: one is the member of the group, the other reads what the tasks ask for. So a task says itself from which
/// offset it reads, and a task that drains holds up no other. Safe on any thread.
/// </remarks>
public sealed class KafkaGroup : IDisposable
{
    private readonly KafkaGroupOptions options;
    private readonly GroupCallbacks callbacks;
    private readonly PartitionReader reader;
    private GroupMember? member;
    private bool isDisposed;

    /// <summary>Makes the clients; nothing is read and no partition comes before <see cref="Join"/>.</summary>
    /// <exception cref="FeedException">The options are wrong; the message has all their faults.</exception>
    public KafkaGroup(KafkaGroupOptions options, GroupCallbacks callbacks)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(callbacks);
        if (options.Validate() is { Count: > 0 } faults) throw new FeedException(string.Join(' ', faults));
        this.options = options;
        this.callbacks = callbacks;
        reader = new PartitionReader(options, callbacks);
    }

    /// <summary>The consumer group's name.</summary>
    public string Name => options.Group;

    /// <summary>Asks the cluster for the topics and checks that they can be read together.</summary>
    /// <returns>How many Kafka partitions each has.</returns>
    /// <exception cref="FeedException">A topic is not there, or they have different numbers of Kafka partitions.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public int CheckTopics()
    {
        using var admin = new DependentAdminClientBuilder(reader.Handle).Build();
        return TopicCheck.Partitions(options.Topics, admin, options.RequestTimeout);
    }

    /// <summary>Joins the group; from now on the callbacks are called.</summary>
    public void Join() => member ??= new GroupMember(options, callbacks);

    /// <summary>What the group committed for a partition number: one entry for each topic, in their order, −1 where there is none.</summary>
    /// <remarks>Ask only after the task's <see cref="TaskProducer.Open"/>: before it, whoever had the partition may still commit.</remarks>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public IReadOnlyList<PartitionOffset> Committed(int partition) =>
        NativeOffsets.Committed(reader.Handle, [.. options.Topics.Select(topic => new TopicPartition(topic, partition))], options.RequestTimeout);

    /// <summary>The offset of the first message that is left of a partition number: one for each topic, in their order.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public IReadOnlyList<long> Begins(int partition) => [.. options.Topics.Select(topic => EndsOf(new TopicPartition(topic, partition)).Low.Value)];

    /// <summary>Begins to read a partition number of all topics.</summary>
    /// <param name="partition">The partition number.</param>
    /// <param name="from">For each topic, in their order, the offset to begin with; −1 to begin where the options say.</param>
    /// <returns>A feed for each topic, in their order. They share what they wait on.</returns>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public IReadOnlyList<KafkaPartitionFeed> Open(int partition, IReadOnlyList<long> from)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfNotEqual(from.Count, options.Topics.Count);
        var signal = new ArrivalSignal();
        var feeds = options.Topics
            .Select((topic, i) => new KafkaPartitionFeed(topic, partition, from[i] >= 0 ? from[i] : Start(new TopicPartition(topic, partition)), options.Bounds, signal))
            .ToList();
        reader.Add(feeds);
        return feeds;
    }

    /// <summary>Stops reading what <see cref="Open"/> began.</summary>
    public void Close(IReadOnlyList<KafkaPartitionFeed> feeds) => reader.Remove(feeds);

    /// <summary>Commits without a transaction, for brokers that have none. What was produced must have been acknowledged before.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses, for example because the group gave the partition to somebody else.</exception>
    public void Commit(IReadOnlyList<PartitionOffset> offsets) =>
        NativeOffsets.Commit((member ?? throw new InvalidOperationException("Join the group before committing to it.")).Handle, offsets);

    /// <summary>How far each Kafka partition that is read is behind, by topic and partition.</summary>
    public IReadOnlyList<PartitionLag> Lags() =>
    [
        .. reader.Feeds
            .Select(feed => new PartitionLag(
                feed.Topic, feed.Partition, feed.Position, reader.KnownEnd(new TopicPartition(feed.Topic, feed.Partition)), feed.QueuedMessages, feed.QueuedBytes, reader.IsPaused(feed)))
            .OrderBy(lag => lag.Topic, StringComparer.Ordinal).ThenBy(lag => lag.Partition),
    ];

    /// <summary>Leaves the group, which revokes all tasks, and ends the clients.</summary>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        member?.Dispose();
        reader.Dispose();
    }

    private long Start(TopicPartition partition)
    {
        var ends = EndsOf(partition);
        return options.StartAtEnd ? ends.High.Value : ends.Low.Value;
    }

    private WatermarkOffsets EndsOf(TopicPartition partition)
    {
        try
        {
            return reader.Ends(partition);
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, $"say where {partition.Topic} [{partition.Partition.Value}] begins");
        }
    }
}
