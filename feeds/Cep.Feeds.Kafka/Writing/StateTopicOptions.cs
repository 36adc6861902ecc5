using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Where state is kept in a topic.</summary>
public sealed record StateTopicOptions
{
    /// <summary>How to reach the cluster.</summary>
    public required ClientSettings Client { get; init; }

    /// <summary>The group whose tasks' state it is.</summary>
    public required string Group { get; init; }

    /// <summary>The topic. It has to be compacted, and has at best as many Kafka partitions as the topics that are read.</summary>
    public required string Topic { get; init; }

    /// <summary>How long a request may take, and how long the brokers may take to accept a record.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal ProducerConfig Config()
    {
        var config = Client.To(new ProducerConfig());
        config.EnableIdempotence = true;
        config.CompressionType = CompressionType.Lz4;
        config.MessageTimeoutMs = (int)RequestTimeout.TotalMilliseconds;
        return config;
    }
}
