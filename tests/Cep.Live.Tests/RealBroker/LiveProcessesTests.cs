using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>
/// Three processes of the system over the embedded cluster, which are killed while the broker goes away and comes back. It keeps
/// no positions that a transaction carries and shows what was aborted, so what is derived comes again after a kill: each
/// derived event must be there, by its id, and always be the same.
/// </summary>
public sealed class LiveProcessesTests : IDisposable
{
    private readonly EmbeddedCluster cluster = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public void Each_derived_event_is_there_whatever_is_killed()
    {
        cluster.CreateTopic("ticks", 6);
        cluster.CreateTopic("derived", 3);
        var client = new ClientConfig { BootstrapServers = cluster.Bootstrap };
        using var trial = new LiveTrial(new LiveTrialOptions { Client = client, Group = "cep", Input = "ticks", Output = "derived", Ticks = 9_000, Seed = 1 });
        for (var i = 0; i < 3; i++) trial.Start(i);
        new Turmoil(trial, 3, seed: 1).Run(kills: 3, restart: null);
        cluster.TakeDown();
        KafkaBroker.Pause(TimeSpan.FromSeconds(3));
        cluster.BringUp();
        trial.ProveById();
    }
}
