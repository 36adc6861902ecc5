using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>What flows in a trial, from where to where, and through how many processes.</summary>
internal sealed record LiveTrialOptions
{
    public required ClientConfig Client { get; init; }

    public required string Group { get; init; }

    /// <summary>The topic of ticks.</summary>
    public required string Input { get; init; }

    /// <summary>The topic of derived events.</summary>
    public required string Output { get; init; }

    public required int Ticks { get; init; }

    /// <summary>What the tape is drawn from.</summary>
    public required int Seed { get; init; }

    public int Processes { get; init; } = 3;

    /// <summary>Kafka partitions of the topic of ticks.</summary>
    public int Partitions { get; init; } = 6;

    public int OutputPartitions { get; init; } = 3;

    public MessageFormat Format { get; init; } = MessageFormat.Json;

    public int TicksPerMessage { get; init; } = 1;

    /// <summary>As in the configuration: classic or consumer.</summary>
    public string GroupProtocol { get; init; } = "classic";

    public string CommitInterval { get; init; } = "300ms";

    /// <summary>As short as brokers allow, so that what a killed process had is soon another's.</summary>
    public string SessionTimeout { get; init; } = "6s";

    public string TransactionTimeout { get; init; } = "10s";

    /// <summary>The compacted topic of snapshots; null for a folder that all processes share.</summary>
    public string? StateTopic { get; init; }
}
