using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>What is proven on any broker, wherever it comes from.</summary>
internal static class BrokerProofs
{
    private const int OutputPartitions = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A transaction is committed, one is aborted, one is committed again.</summary>
    public static void NothingIsSeenOfWhatWasAborted(KafkaBroker broker)
    {
        var topic = broker.MakeTopic("derived", 1);
        using var producer = Open(broker, broker.NameGroup("aborts"));
        Write(producer, topic, "first");
        producer.Commit([], Stop);
        Write(producer, topic, "aborted");
        producer.Flush(Stop);
        producer.Abort(Stop);
        Write(producer, topic, "last");
        producer.Commit([], Stop);
        Assert.Equal(["first", "last"], CommittedRecords.Of(broker.Client, topic, 1));
        Assert.Equal(["first", "aborted", "last"], CommittedRecords.Of(broker.Client, topic, 1, IsolationLevel.ReadUncommitted));
    }

    /// <summary>Three processes are killed at random moments while a tape flows through them.</summary>
    /// <param name="trial">The trial, which ends with this.</param>
    /// <param name="kills">How many processes are killed.</param>
    /// <param name="seed">What the moments are drawn from.</param>
    /// <param name="restart">Kills the broker and starts it again, now and then; null to leave it alone.</param>
    /// <returns>How many records of transactions came to nothing.</returns>
    public static int KillsGiveWhatAReplayGives(LiveTrial trial, int kills, int seed, Action? restart)
    {
        using (trial)
        {
            for (var i = 0; i < 3; i++) trial.Start(i);
            new Turmoil(trial, 3, seed).Run(kills, restart);
            trial.Prove();
            return trial.Aborted;
        }
    }

    /// <summary>A trial with topics and a group of its own.</summary>
    public static LiveTrialOptions Trial(KafkaBroker broker, string name, int ticks, int seed) => new()
    {
        Client = broker.Client,
        Group = broker.NameGroup(name),
        Input = broker.MakeTopic("ticks", 6),
        Output = broker.MakeTopic("derived", OutputPartitions),
        OutputPartitions = OutputPartitions,
        Ticks = ticks,
        Seed = seed,
    };

    /// <summary>The producer of a task, which has begun nothing yet.</summary>
    public static TaskProducer Open(KafkaBroker broker, string group, TimeSpan? timeout = null)
    {
        var producer = new TaskProducer(new TaskProducerOptions { Client = broker.Settings, Group = group, Partition = 0, TransactionTimeout = timeout ?? TimeSpan.FromMinutes(1) });
        producer.Open(Stop);
        return producer;
    }

    /// <summary>Writes a record in the transaction that is open, or begins one.</summary>
    public static void Write(TaskProducer producer, string topic, string value)
    {
        if (!producer.IsInTransaction) producer.Begin();
        producer.Produce(topic, null, Encoding.UTF8.GetBytes(value), null, Stop);
    }
}
