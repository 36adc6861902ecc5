using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>What a process reads together with others, and how.</summary>
public sealed record KafkaGroupOptions
{
    /// <summary>How to reach the cluster.</summary>
    public required ClientSettings Client { get; init; }

    /// <summary>Name of the group; all processes of it share the Kafka partitions.</summary>
    public required string Group { get; init; }

    /// <summary>The topics that are read together. The first one decides which process gets which partition number.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>By which protocol the group shares. <see cref="GroupProtocol.Consumer"/> (KIP-848) needs brokers from 4.0 on.</summary>
    public GroupProtocol Protocol { get; init; } = GroupProtocol.Classic;

    /// <summary>Whether messages of transactions that were aborted or are open are passed over.</summary>
    public IsolationLevel Isolation { get; init; } = IsolationLevel.ReadCommitted;

    /// <summary>Begin with the newest messages where nothing is committed, instead of the oldest.</summary>
    public bool StartAtEnd { get; init; }

    /// <summary>How much of each Kafka partition may wait in memory.</summary>
    public QueueBounds Bounds { get; init; } = new();

    /// <summary>How much the client may fetch ahead, over all partitions, in KiB; 1 to 2,097,151.</summary>
    public int FetchAheadKib { get; init; } = 16_384;

    /// <summary>How long the group waits for a process that gives no sign of life.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long <see cref="GroupCallbacks.Revoked"/> may take at the most before the process loses its place in the group.</summary>
    public TimeSpan RevokeTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a question to the cluster may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>All that is wrong with the options, each naming its setting.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>(Client.Validate());
        if (string.IsNullOrWhiteSpace(Group)) faults.Add("kafka.group is missing.");
        if (Topics.Count == 0) faults.Add("kafka.topics is empty; name one topic at least.");
        faults.AddRange(Topics.Where(topic => !IsTopic(topic)).Select(topic => $"kafka.topics: '{topic}' is no name of a topic; it has 1 to 249 letters, digits, dots, underscores and hyphens."));
        faults.AddRange(Topics.GroupBy(topic => topic).Where(same => same.Count() > 1).Select(same => $"kafka.topics names '{same.Key}' twice."));
        if (Bounds.Messages < 1) faults.Add("kafka.bounds.messages must be 1 at least.");
        if (Bounds.Bytes < 1) faults.Add("kafka.bounds.bytes must be 1 at least.");
        if (FetchAheadKib is < 1 or > 2_097_151) faults.Add("kafka.fetchAheadKib must be 1 to 2097151.");
        if (SessionTimeout < TimeSpan.FromSeconds(1)) faults.Add("kafka.sessionTimeout must be a second at least.");
        if (RevokeTimeout < SessionTimeout) faults.Add("kafka.revokeTimeout must not be shorter than kafka.sessionTimeout.");
        return faults;
    }

    internal ConsumerConfig MemberConfig()
    {
        var config = CommonConfig();
        config.GroupProtocol = Protocol;
        config.MaxPollIntervalMs = (int)RevokeTimeout.TotalMilliseconds;
        config.QueuedMinMessages = 1;
        if (Protocol == GroupProtocol.Consumer) return config;
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
        config.SessionTimeoutMs = (int)SessionTimeout.TotalMilliseconds;
        config.HeartbeatIntervalMs = (int)Math.Min(3000, SessionTimeout.TotalMilliseconds / 3);
        return config;
    }

    internal ConsumerConfig ReaderConfig()
    {
        var config = CommonConfig();
        config.IsolationLevel = Isolation;
        config.EnablePartitionEof = true;
        config.QueuedMaxMessagesKbytes = FetchAheadKib;

        // The client would look away for a second whenever its queue was full, and leave the tasks without work.
        config.FetchQueueBackoffMs ??= 10;

        // A Kafka partition that is assigned or resumed waits for the answer to a request that does not name it yet.
        config.FetchWaitMaxMs ??= 50;
        config.ConsumeResultFields = Topics.Count == 1 ? "headers" : "headers,topic";
        return config;
    }

    private static bool IsTopic(string name) =>
        name.Length is > 0 and <= 249 && name is not ("." or "..") && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private ConsumerConfig CommonConfig()
    {
        var config = Client.To(new ConsumerConfig());
        config.GroupId = Group;
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.AllowAutoCreateTopics = false;

        // A broker that has just started may not know its topics yet; they are asked for again soon.
        config.TopicMetadataRefreshIntervalMs ??= 10_000;

        // An offset that is not there any more is an error that somebody must see, never a silent jump.
        config.AutoOffsetReset = AutoOffsetReset.Error;
        return config;
    }
}
