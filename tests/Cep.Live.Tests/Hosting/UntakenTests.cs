using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live.Hosting;

/// <summary>Derived events that Kafka never takes.</summary>
public sealed class UntakenTests : IDisposable
{
    /// <summary>The request in Kafka's protocol.</summary>
    private const short Produce = 0;

    private readonly EmbeddedCluster cluster = new();
    private readonly TempFolder folder = new();

    public UntakenTests()
    {
        foreach (var topic in new[] { "trades", "found" }) cluster.CreateTopic(topic, 1);
    }

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task One_that_is_too_large_becomes_a_dead_letter_and_the_others_go_on()
    {
        var trades = Reports.Write(cluster.Bootstrap, "trades", 10, 2_000_000, 20);
        var host = new KafkaHost(Settings(), KafkaWork.RunWithoutTransactionsAsync);
        using var output = new OutputTopic(new ClientConfig { BootstrapServers = cluster.Bootstrap }, "found");
        await host.RunAsync(() => output.ReadUntil(2, TimeSpan.FromSeconds(30)));

        Assert.Equal([10, 20], Reports.LengthsIn(output));
        Assert.Equal(1, host.Status!.DeadLettersOf(DeadLetterReason.SinkFailure));
        var letter = Assert.Single(DeadLetterStore.Open(folder["d.jsonl"]).Letters).Letter;
        Assert.Equal((DeadLetterReason.SinkFailure, "found", "reports", 1, "ACME"), (letter.Reason, letter.Source, letter.Rule, letter.Version, letter.Key));
        Assert.Equal(EventTime.Parse(trades[1]), letter.Time);
        Assert.Contains("Kafka does not take the record", letter.Message, StringComparison.Ordinal);
        Assert.Equal(2_000_000, Reports.LengthOf(letter.Raw!));
    }

    [Fact]
    public async Task One_that_the_broker_refuses_is_found_among_those_that_were_sent_with_it()
    {
        Reports.Write(cluster.Bootstrap, "trades", 10, 20, 30);

        // The first refusal is of all three together, the second of one alone.
        cluster.FailNext(Produce, (int)ErrorCode.MsgSizeTooLarge, (int)ErrorCode.MsgSizeTooLarge);
        var host = new KafkaHost(Settings(), KafkaWork.RunWithoutTransactionsAsync);
        using var output = new OutputTopic(new ClientConfig { BootstrapServers = cluster.Bootstrap }, "found");
        await host.RunAsync(() =>
        {
            // Nothing is in a transaction here, so the others are there before all is well again.
            SpinWait.SpinUntil(() => host.Status?.DeadLettersOf(DeadLetterReason.SinkFailure) > 0, TimeSpan.FromSeconds(30));
            output.ReadUntil(3, TimeSpan.FromSeconds(5));
        });

        var letter = Assert.Single(DeadLetterStore.Open(folder["d.jsonl"]).Letters).Letter;
        Assert.Equal(DeadLetterReason.SinkFailure, letter.Reason);
        Assert.Equal([10, 20, 30], Reports.LengthsIn(output).Append(Reports.LengthOf(letter.Raw!)).Order());
    }

    private LiveSettings Settings()
    {
        var read = Configs.Read(Configs.Least, null, "kafka.commitInterval=20ms", "output.topic=found", "kafka.bootstrap=" + cluster.Bootstrap);
        return Configs.In(folder) with { Kafka = read.Kafka, Output = read.Output, Rules = [new Reports()], DeadLetters = new DeadLetterSettings { File = folder["d.jsonl"] } };
    }
}
