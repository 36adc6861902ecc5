using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Where a soak reads and writes: topics of the broker that the environment names, or of an embedded cluster.</summary>
internal sealed class SoakTopics : IDisposable
{
    /// <summary>Kafka partitions of the topic of ticks; that of derived events has one.</summary>
    public const int Partitions = 6;

    private readonly KafkaBroker? broker;
    private readonly EmbeddedCluster? cluster;

    public SoakTopics()
    {
        broker = KafkaBroker.OrNull();
        if (broker is not null)
        {
            (Bootstrap, Ticks, Derived, Group) = (broker.Bootstrap, broker.MakeTopic("soak-ticks", Partitions), broker.MakeTopic("soak-derived", 1), broker.NameGroup("soak"));
            return;
        }

        cluster = new EmbeddedCluster();
        (Bootstrap, Ticks, Derived, Group) = (cluster.Bootstrap, "ticks", "derived", "soak");
        cluster.CreateTopic(Ticks, Partitions);
        cluster.CreateTopic(Derived, 1);
    }

    public string Bootstrap { get; }

    public string Ticks { get; }

    public string Derived { get; }

    public string Group { get; }

    public bool IsEmbedded => cluster is not null;

    public void Dispose()
    {
        broker?.Dispose();
        cluster?.Dispose();
    }
}
