namespace Cep.Live;

/// <summary>How the processes of a group share Kafka partitions.</summary>
public enum GroupProtocol
{
    /// <summary>The protocol that every broker speaks, with cooperative rebalancing.</summary>
    Classic,

    /// <summary>KIP-848: the broker assigns.</summary>
    Consumer,
}
