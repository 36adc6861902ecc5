namespace Cep.Live;

/// <summary>Which Kafka cluster, which topics, and as which group.</summary>
public sealed record KafkaSettings
{
    /// <summary>Brokers to begin with.</summary>
    [Setting("Brokers to begin with, host:port, separated by commas.", Required = true)]
    public string Bootstrap { get; init; } = "";

    /// <summary>The consumer group; also part of the transactional ids.</summary>
    [Setting("The consumer group. Processes of one group share the Kafka partitions; another group derives everything anew.", Required = true)]
    public string Group { get; init; } = "";

    /// <summary>How the group shares Kafka partitions.</summary>
    [Setting("How the group shares Kafka partitions: the classic protocol, or the consumer protocol of brokers from 4.0 on (KIP-848).")]
    public GroupProtocol GroupProtocol { get; init; } = GroupProtocol.Classic;

    /// <summary>The topics to read, by name.</summary>
    [Setting("The topics to read, by name. All have the same number of Kafka partitions and the same partitioner. Needed unless input.files names files.")]
    public IReadOnlyDictionary<string, TopicSettings> Topics { get; init; } = new Dictionary<string, TopicSettings>();

    /// <summary>The topics are partitioned by the keys of rules that use <c>PartitionBy</c>.</summary>
    [Setting("The topics are partitioned by the keys that PartitionBy gives, not by symbol. Without it rules that see several symbols together get their events through internal topics when there are several Kafka partitions.")]
    public bool PartitionedByRuleKeys { get; init; }

    /// <summary>Where a group without a committed position begins.</summary>
    [Setting("Where a group begins that has no committed position.")]
    public StartPosition StartAt { get; init; } = StartPosition.Earliest;

    /// <summary>How many Kafka partitions an internal topic has; null for as many as the input's.</summary>
    [Setting("How many Kafka partitions each internal topic has, through which events go to rules that see several symbols together; as many as the input's when absent.", Min = 1, Max = 1000)]
    public int? InternalPartitions { get; init; }

    /// <summary>How often what was derived is committed with the position.</summary>
    [Setting("How often what was derived is committed together with the position.", Min = 0.001, Max = 60)]
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>After how long the broker gives up a transaction.</summary>
    [Setting("After how long the broker gives up a transaction that was not committed.", Min = 1, Max = 900)]
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how long without a sign of life a process loses its Kafka partitions.</summary>
    [Setting("After how long without a sign of life a process loses its Kafka partitions to others; brokers allow 6s and more unless told otherwise.", Min = 1, Max = 300)]
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How connections are protected and authenticated.</summary>
    [Setting("How connections are protected and authenticated.")]
    public SecuritySettings Security { get; init; } = new();

    /// <summary>Properties of librdkafka.</summary>
    [Setting("Any other property of librdkafka, by its name there.")]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
