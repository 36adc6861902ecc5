using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live.Snapshots;

/// <summary>Over the embedded cluster, which does not compact: what was deleted is read and passed over.</summary>
public sealed class StateTopicTests : IDisposable
{
    private readonly EmbeddedCluster cluster = new();

    public StateTopicTests() => cluster.CreateTopic("state", 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => cluster.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(StateTopic.ChunkBytes)]
    [InlineData(3 * StateTopic.ChunkBytes + 7)]
    public void A_value_of_any_size_comes_back_as_it_was(int length)
    {
        var value = new byte[length];
        new Random(length).NextBytes(value);
        using (var writing = Open(5)) writing.Write("a", value, Token);
        using var reading = Open(5);
        var (name, found) = Assert.Single(reading.Read(Token));
        Assert.Equal("a", name);
        Assert.Equal(value, found);
        Assert.Equal(["a"], reading.Names);
    }

    [Fact]
    public void Each_task_has_its_own_values_also_where_they_share_a_Kafka_partition()
    {
        using var first = Open(1);
        using var third = Open(3);
        using var other = new StateTopic(Options("other"), 1);
        first.Write("a", new byte[] { 1 }, Token);
        third.Write("a", new byte[] { 3 }, Token);
        other.Write("a", new byte[] { 9 }, Token);
        Assert.Equal([1], first.Read(Token)["a"]);
        Assert.Equal([3], third.Read(Token)["a"]);
        Assert.Equal([9], other.Read(Token)["a"]);
    }

    [Fact]
    public void What_was_deleted_is_gone()
    {
        using var topic = Open(0);
        topic.Write("a", new byte[10], Token);
        topic.Write("b", new byte[10], Token);
        topic.Delete("a", Token);
        Assert.Equal(["b"], topic.Names);
        using var reading = Open(0);
        Assert.Equal("b", Assert.Single(reading.Read(Token)).Key);
        Assert.Equal(["b"], reading.Names);
    }

    [Theory]
    [InlineData("cep/0/a/1", null)]
    [InlineData("cep/0/a/1", "other bytes")]
    [InlineData("cep/0/a", null)]
    [InlineData("cep/0/a", "cep1 3 00")]
    [InlineData("cep/0/a", "nonsense")]
    public void A_value_of_which_anything_is_missing_or_differs_does_not_count_and_can_be_deleted(string key, string? damage)
    {
        using (var topic = Open(0))
        {
            topic.Write("a", new byte[2 * StateTopic.ChunkBytes], Token);
            topic.Write("b", new byte[1], Token);
        }

        Put(key, damage);
        using var reading = Open(0);
        Assert.Equal("b", Assert.Single(reading.Read(Token)).Key);
        Assert.Equal(["a", "b"], reading.Names.Order());
        reading.Delete("a", Token);
        reading.Read(Token);
        Assert.Equal(["b"], reading.Names);
    }

    [Fact]
    public void A_topic_that_is_not_there_is_named()
    {
        using var topic = new StateTopic(Options("cep") with { Topic = "nowhere" }, 0);
        Assert.Contains("There is no topic 'nowhere' for snapshots.", Assert.Throws<FeedException>(() => topic.Read(Token)).Message, StringComparison.Ordinal);
        Assert.Throws<FeedException>(() => topic.Write("a", new byte[1], Token));
    }

    [Fact]
    public void A_broker_that_is_away_refuses_and_the_value_does_not_count()
    {
        using var topic = Open(0);
        topic.Write("a", new byte[1], Token);
        cluster.TakeDown();
        Assert.Throws<KafkaFaultException>(() => topic.Write("b", new byte[1], Token));
        cluster.BringUp();
        using var reading = Open(0);
        Assert.Equal("a", Assert.Single(reading.Read(Token)).Key);
    }

    private StateTopic Open(int partition) => new(Options("cep"), partition);

    private StateTopicOptions Options(string group) => new()
    {
        Client = new ClientSettings { Bootstrap = cluster.Bootstrap, Properties = new Dictionary<string, string> { ["reconnect.backoff.max.ms"] = "500" } },
        Group = group,
        Topic = "state",
        RequestTimeout = TimeSpan.FromSeconds(3),
    };

    private void Put(string key, string? value)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = cluster.Bootstrap }).Build();
        producer.Produce(new TopicPartition("state", 0), new() { Key = key, Value = value! });
        producer.Flush(TimeSpan.FromSeconds(10));
    }
}
