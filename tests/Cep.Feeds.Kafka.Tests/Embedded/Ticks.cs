using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka.Tests;

/// <summary>Makes topics in an embedded cluster and fills them; reads them again with a plain client.</summary>
internal sealed class Ticks : IDisposable
{
    private readonly IProducer<byte[], byte[]> producer;

    public Ticks(params (string Topic, int Partitions)[] topics)
    {
        Cluster = new EmbeddedCluster();
        foreach (var (topic, partitions) in topics) Cluster.CreateTopic(topic, partitions);
        producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = Cluster.Bootstrap, LingerMs = 0 }).SetLogHandler((_, _) => { }).Build();
    }

    public EmbeddedCluster Cluster { get; }

    public ClientSettings Client => new() { Bootstrap = Cluster.Bootstrap };

    /// <summary>Waits for a condition, without a deadline that a slow machine could miss for a good reason.</summary>
    public static void Await(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)), $"Waited a minute for {what}.");

    /// <summary>Writes trades of one share each, priced <paramref name="from"/> to <paramref name="to"/> − 1, one to a message.</summary>
    public void Write(string topic, int partition, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            WriteRaw(topic, partition, string.Create(CultureInfo.InvariantCulture, $$"""{"time":{{i + 1}}000000000,"symbol":"P{{partition}}","price":{{i}},"size":1}"""));
        }

        producer.Flush(TestContext.Current.CancellationToken);
    }

    public void WriteRaw(string topic, int partition, string value) =>
        producer.Produce(new TopicPartition(topic, partition), new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes(value) });

    public void Flush() => producer.Flush(TestContext.Current.CancellationToken);

    /// <summary>Reads as many records as are expected.</summary>
    public IReadOnlyList<ConsumeResult<string, string>> ReadAll(string topic, int count) => Read(topic, records => records.Count >= count);

    /// <summary>Reads until a value comes.</summary>
    public void ReadUntil(string topic, string value) => Read(topic, records => records[^1].Message.Value == value);

    public void Dispose()
    {
        producer.Dispose();
        Cluster.Dispose();
    }

    private List<ConsumeResult<string, string>> Read(string topic, Func<List<ConsumeResult<string, string>>, bool> isEnough)
    {
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = Cluster.Bootstrap, GroupId = "reader", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var records = new List<ConsumeResult<string, string>>();
        do
        {
            var record = consumer.Consume(TimeSpan.FromMinutes(1));
            Assert.True(record is not null, $"Waited a minute for a record behind {string.Join(", ", records.Select(read => read.Message.Value))}.");
            records.Add(record!);
        }
        while (!isEnough(records));

        return records;
    }
}
