using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>What the settings say, in the terms of the tasks and of Kafka's clients.</summary>
public static class KafkaOptions
{
    /// <summary>Short, because a stop waits for the request that is under way while no broker answers.</summary>
    private static readonly TimeSpan SpoolRequestTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How to reach the cluster.</summary>
    public static ClientSettings Client(LiveSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var security = settings.Kafka.Security;
        return new ClientSettings
        {
            Bootstrap = settings.Kafka.Bootstrap,
            Protocol = Enum.Parse<Confluent.Kafka.SecurityProtocol>(security.Protocol.ToString(), ignoreCase: true),
            Mechanism = security.Mechanism is { } mechanism ? Enum.Parse<Confluent.Kafka.SaslMechanism>(mechanism.ToString(), ignoreCase: true) : null,
            User = security.User,
            Password = SecretOf(security.Password),
            TokenEndpoint = security.TokenEndpoint,
            ClientId = security.ClientId,
            ClientSecret = SecretOf(security.ClientSecret),
            Scope = security.Scope,
            CaFile = security.CaFile,
            CertificateFile = security.CertificateFile,
            KeyFile = security.KeyFile,
            KeyPassword = SecretOf(security.KeyPassword),
            Properties = settings.Kafka.Properties,
        };
    }

    /// <summary>What is read, and with whom.</summary>
    public static KafkaGroupOptions Group(LiveSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new KafkaGroupOptions
        {
            Client = Client(settings),
            Group = settings.Kafka.Group,
            Topics = [.. settings.Kafka.Topics.Keys],
            Protocol = settings.Kafka.GroupProtocol == GroupProtocol.Consumer ? Confluent.Kafka.GroupProtocol.Consumer : Confluent.Kafka.GroupProtocol.Classic,
            SessionTimeout = settings.Kafka.SessionTimeout,
            StartAtEnd = settings.Kafka.StartAt == StartPosition.Latest,
        };
    }

    /// <summary>The producer of a task.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="partition">The partition number of the task.</param>
    /// <param name="noted">Something for a log.</param>
    public static TaskProducerOptions Producer(LiveSettings settings, int partition, Action<string> noted)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new TaskProducerOptions
        {
            Client = Client(settings), Group = settings.Kafka.Group, Partition = partition, TransactionTimeout = settings.Kafka.TransactionTimeout, Noted = noted,
        };
    }

    /// <summary>The producer of the spool. Its name is that of the group, so that one process of a group drains one.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="noted">Something for a log.</param>
    public static TaskProducerOptions SpoolProducer(LiveSettings settings, Action<string> noted)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Producer(settings, 0, noted) with { TransactionalId = settings.Kafka.Group + "-spool", RequestTimeout = SpoolRequestTimeout };
    }

    /// <summary>How tasks run.</summary>
    public static LiveTaskOptions Tasks(LiveSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new LiveTaskOptions
        {
            Rules = settings.Rules,
            Engine = new EngineOptions { Shards = settings.Engine.Shards, BatchSize = settings.Engine.BatchSize, Timing = settings.Timing.ToFeedTiming() },
            StateFolder = settings.State.Directory,
            StateTopic = settings.State.Topic is { } topic ? new StateTopicOptions { Client = Client(settings), Group = settings.Kafka.Group, Topic = topic } : null,
            SnapshotsKept = settings.State.KeepSnapshots,
            SnapshotInterval = settings.State.SnapshotInterval,
            RebuildsFromWhatIsLeft = settings.State.RebuildsFromWhatIsLeft,
            CommitInterval = settings.Kafka.CommitInterval,
            RecordFolder = settings.Record.Directory,
            PartitionedByRuleKeys = settings.Kafka.PartitionedByRuleKeys,
        };
    }

    private static Secret? SecretOf(SecretSource? source) => source switch
    {
        null => null,
        { Environment: { } variable } => Secret.FromVariable(variable),
        _ => Secret.FromFile(source.File!),
    };
}
