using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live.Hosting;

public sealed class KafkaWorkTests
{
    [Fact]
    public async Task A_host_over_Kafka_derives_counts_and_leaves()
    {
        using var cluster = new EmbeddedCluster();
        cluster.CreateTopic("trades", 1);
        cluster.CreateTopic("cep.derived", 1);
        cluster.CreateTopic("letters", 1);
        using var folder = new TempFolder();
        var read = Configs.Read("""{"rules": {"block-trade": {"minSize": 500}}, "kafka": {"bootstrap": "x:1", "group": "host", "topics": {"trades": {}}, "commitInterval": "20ms"}, "deadLetters": {"topic": "letters"}}""");
        var settings = Configs.In(folder) with { Kafka = read.Kafka with { Bootstrap = cluster.Bootstrap }, Rules = read.Rules, DeadLetters = read.DeadLetters with { File = folder["d.jsonl"] } };
        Produce(cluster.Bootstrap);
        using var output = new OutputTopic(new ClientConfig { BootstrapServers = cluster.Bootstrap }, "cep.derived");
        var host = new KafkaHost(settings, KafkaWork.RunAsync);
        await host.RunAsync(() => output.ReadUntil(2, TimeSpan.FromSeconds(30)));
        var status = host.Status!;
        Assert.Equal(2, output.ById.Count);
        Assert.Equal((4, 2, 1), (status.Events, status.Rule("block-trade").DerivedEvents, status.DeadLettersOf(DeadLetterReason.Malformed)));
        Assert.True(status.Commits > 0);
        Assert.Equal(1, DeadLetterStore.Open(folder["d.jsonl"]).Counts.Open);
        Assert.Contains("Partition 0 runs after", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_goes_on_from_a_message_to_what_is_derived_from_it_alone()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var cluster = new EmbeddedCluster();
        cluster.CreateTopic("trades", 1);
        cluster.CreateTopic("cep.derived", 1);
        using var folder = new TempFolder();
        var read = Configs.Read(Configs.Least, null, "kafka.commitInterval=20ms", "kafka.bootstrap=" + cluster.Bootstrap);
        Reports.Write(cluster.Bootstrap, "trades", [($"00-{trace}-b7ad6b7169203331-01", 10), (null, 20), ("not a trace", 30)]);
        using var output = new OutputTopic(new ClientConfig { BootstrapServers = cluster.Bootstrap }, "cep.derived");
        var host = new KafkaHost(Configs.In(folder) with { Kafka = read.Kafka, Rules = [new Reports()] }, KafkaWork.RunAsync);
        await host.RunAsync(() => output.ReadUntil(3, TimeSpan.FromSeconds(30)));
        var traces = output.ById.ToDictionary(pair => Reports.LengthOf(pair.Value), pair => (Id: pair.Key, Header: output.Traces[pair.Key]));
        Assert.Equal($"00-{trace}-{traces[10].Id[16..]}-01", traces[10].Header);
        Assert.Equal($"00-{traces[20].Id}-{traces[20].Id[16..]}-01", traces[20].Header);
        Assert.Equal($"00-{traces[30].Id}-{traces[30].Id[16..]}-01", traces[30].Header);
    }

    /// <summary>Four trades, of which two are blocks that are derived before the last one, and after the first a message that is no event.</summary>
    private static void Produce(string bootstrap)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = bootstrap }).Build();
        foreach (var value in new[] { Trade(1, 100), "{\"time\":\"never\"}", Trade(2, 600), Trade(3, 700), Trade(9, 100) }) producer.Produce("trades", new() { Key = "ACME", Value = value });
        producer.Flush(TimeSpan.FromSeconds(10));
    }

    private static string Trade(int second, int size) => $$"""{"time":"2026-03-16T14:30:0{{second}}Z","symbol":"ACME","price":10,"size":{{size}}}""";
}
