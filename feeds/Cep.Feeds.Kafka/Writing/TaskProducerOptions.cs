using System.Globalization;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>How a task writes.</summary>
public sealed record TaskProducerOptions
{
    /// <summary>How to reach the cluster.</summary>
    public required ClientSettings Client { get; init; }

    /// <summary>The group whose offsets are committed.</summary>
    public required string Group { get; init; }

    /// <summary>The partition number of the task.</summary>
    public required int Partition { get; init; }

    /// <summary>
    /// Null for transactions. For brokers that have none it commits the offsets, see <see cref="KafkaGroup.Commit"/>; what was
    /// produced between two commits is produced again after a crash, with the same ids.
    /// </summary>
    public Action<IReadOnlyList<PartitionOffset>>? CommitWithoutTransaction { get; init; }

    /// <summary>After how long the broker aborts a transaction of which it hears nothing; brokers allow 15 minutes unless told otherwise.</summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one try of a request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a record may wait for others, to go with them in one request.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How records are compressed.</summary>
    public CompressionType Compression { get; init; } = CompressionType.Lz4;

    /// <summary>How what may succeed later is tried again.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>What brokers refused for good, known from one producer of a task to the next; null to find it out never.</summary>
    public RefusedRecords? Refused { get; init; }

    /// <summary>Something to note, for a log. It holds no secret. On any thread.</summary>
    public Action<string> Noted { get; init; } = _ => { };

    /// <summary>
    /// Names the task to the brokers: whoever opens a producer of this name fences off whoever had it. Group and partition number
    /// unless another name is given.
    /// </summary>
    public string TransactionalId
    {
        get => field ?? string.Create(CultureInfo.InvariantCulture, $"{Group}-{Partition}");
        init;
    }

    internal ProducerConfig Config()
    {
        var config = Client.To(new ProducerConfig());
        config.EnableIdempotence = true;
        config.LingerMs = Linger.TotalMilliseconds;
        config.CompressionType = Compression;
        config.DeliveryReportFields = "none";
        if (Refused is { IsSearching: true })
        {
            // A broker refuses a batch as a whole; which record of it was meant shows when each goes alone.
            config.BatchNumMessages = 1;
            config.DeliveryReportFields = "key,value";
        }

        if (CommitWithoutTransaction is null)
        {
            config.TransactionalId = TransactionalId;
            config.TransactionTimeoutMs = (int)TransactionTimeout.TotalMilliseconds;
        }
        else
        {
            // A broker that is away for an hour must not cost a record; the client's queue is bounded and makes the task wait.
            config.MessageTimeoutMs = 0;
        }

        return config;
    }
}
