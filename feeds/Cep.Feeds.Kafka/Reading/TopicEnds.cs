using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Cep.Feeds.Kafka;

/// <summary>Where topics end, and what stands in them from some offset to that end: for whoever has to find again what he wrote.</summary>
/// <remarks>Reads as a member of no group and commits nothing. Used by one thread at a time.</remarks>
public sealed class TopicEnds : IDisposable
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MakeTime = TimeSpan.FromSeconds(10);
    private readonly ClientSettings client;
    private readonly string group;
    private readonly TimeSpan requestTimeout;
    private readonly bool makesTopics;
    private readonly IConsumer<byte[]?, byte[]?> asking;
    private readonly IAdminClient admin;

    /// <summary>Makes the clients.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="group">Under which group's rights it reads.</param>
    /// <param name="requestTimeout">How long a question to the cluster may take.</param>
    /// <param name="makesTopics">Whether brokers that make topics when they are asked about them may do so.</param>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    public TopicEnds(ClientSettings client, string group, TimeSpan requestTimeout, bool makesTopics = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        this.client = client;
        this.group = group;
        this.requestTimeout = requestTimeout;
        this.makesTopics = makesTopics;
        asking = Consumer(IsolationLevel.ReadUncommitted);
        admin = new DependentAdminClientBuilder(asking.Handle).Build();
    }

    /// <summary>
    /// The offset behind the last record of each Kafka partition of a topic, those of open transactions among them; empty when
    /// the topic is not there, which a broker that has just started says of topics that are.
    /// </summary>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public IReadOnlyList<PartitionOffset> Of(string topic)
    {
        try
        {
            var found = admin.GetMetadata(topic, requestTimeout).Topics.Find(entry => entry.Topic == topic);
            if (found is null || found.Error.Code == ErrorCode.UnknownTopicOrPart) return [];
            if (found.Error.IsError) throw new KafkaException(found.Error);
            return [.. found.Partitions.Select(partition => partition.PartitionId).Order().Select(id => new PartitionOffset(topic, id, Ends(topic, id).High.Value))];
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, $"say where topic {topic} ends");
        }
    }

    /// <summary>Makes a compacted topic of one Kafka partition, as often replicated as another topic is.</summary>
    /// <exception cref="FeedException">The cluster refuses.</exception>
    public void MakeCompacted(string topic, string like)
    {
        try
        {
            var replicas = admin.GetMetadata(like, requestTimeout).Topics.Find(entry => entry.Topic == like)?.Partitions is [var first, ..] ? first.Replicas.Length : 1;
            var asked = new TopicSpecification { Name = topic, NumPartitions = 1, ReplicationFactor = (short)Math.Max(1, replicas), Configs = new() { ["cleanup.policy"] = "compact" } };
            admin.CreateTopicsAsync([asked], new CreateTopicsOptions { RequestTimeout = MakeTime }).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is KafkaException or AggregateException)
        {
            var reason = fault is CreateTopicsException { Results: [var result, ..] } ? result.Error.Reason : fault.Message;
            throw new FeedException($"There is no topic '{topic}' and it can't be made ({reason}). Make it, with one Kafka partition and cleanup.policy=compact.", fault);
        }
    }

    /// <summary>
    /// Reads the committed records of Kafka partitions up to where they end now. Waits for transactions of others that are open
    /// before that end.
    /// </summary>
    /// <param name="from">From which offset on, for each; what is not there any more is passed over.</param>
    /// <param name="take">Is given each record.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public void Read(IReadOnlyList<PartitionOffset> from, Action<TopicRecord> take, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(take);
        try
        {
            var left = new Dictionary<TopicPartition, long>();
            var starts = new List<TopicPartitionOffset>();
            foreach (var place in from)
            {
                var ends = Ends(place.Topic, place.Partition);
                var isThere = place.Offset >= ends.Low.Value && place.Offset <= ends.High.Value;
                var start = isThere ? place.Offset : ends.Low.Value;
                if (start >= ends.High.Value) continue;
                var partition = new TopicPartition(place.Topic, place.Partition);
                left[partition] = ends.High.Value;
                starts.Add(new TopicPartitionOffset(partition, start));
            }

            if (starts.Count > 0) ReadUntil(left, starts, take, stop);
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, "read what was written before");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        admin.Dispose();
        asking.Dispose();
    }

    private void ReadUntil(Dictionary<TopicPartition, long> left, List<TopicPartitionOffset> starts, Action<TopicRecord> take, CancellationToken stop)
    {
        using var reading = Consumer(IsolationLevel.ReadCommitted);
        reading.Assign(starts);
        while (left.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            if (reading.Consume(PollTime) is not { } found || !left.TryGetValue(found.TopicPartition, out var end)) continue;
            var reached = found.Offset.Value;
            if (!found.IsPartitionEOF)
            {
                if (reached < end) take(new TopicRecord(found.Topic, found.Partition.Value, reached, found.Message.Key, found.Message.Value, found.Message.Headers));
                reached++;
            }

            if (reached >= end) left.Remove(found.TopicPartition);
        }

        reading.Unassign();
    }

    private WatermarkOffsets Ends(string topic, int partition) => asking.QueryWatermarkOffsets(new TopicPartition(topic, partition), requestTimeout);

    private IConsumer<byte[]?, byte[]?> Consumer(IsolationLevel isolation)
    {
        var config = client.To(new ConsumerConfig());
        config.GroupId = group;
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.AllowAutoCreateTopics = makesTopics;
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.EnablePartitionEof = true;
        config.IsolationLevel = isolation;
        return new ConsumerBuilder<byte[]?, byte[]?>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
    }
}

/// <summary>A record of a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The Kafka partition.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Key">The key; null when it has none.</param>
/// <param name="Value">The value; null when it has none.</param>
/// <param name="Headers">The headers.</param>
public readonly record struct TopicRecord(string Topic, int Partition, long Offset, byte[]? Key, byte[]? Value, Headers Headers);
