using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Reads a topic as any reader of committed records does, from its beginning to its end.</summary>
internal static class CommittedRecords
{
    /// <summary>The values, those of each partition in their order.</summary>
    /// <param name="client">How to reach the broker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">How many Kafka partitions it has.</param>
    /// <param name="isolation">What the reader wants to see.</param>
    public static List<string> Of(ClientConfig client, string topic, int partitions, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var values = new List<string>();
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig(client)
        {
            GroupId = "nobody", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest, IsolationLevel = isolation, EnablePartitionEof = true,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var open = Enumerable.Range(0, partitions).Select(partition => new TopicPartition(topic, partition)).ToHashSet();
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var partition in open) KafkaBroker.Persist(() => ends[partition] = consumer.QueryWatermarkOffsets(partition, TimeSpan.FromSeconds(10)).High.Value, $"say where {topic} ends");
        consumer.Assign(open.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var last = System.Diagnostics.Stopwatch.StartNew();
        while (open.Count > 0)
        {
            Assert.True(last.Elapsed < TimeSpan.FromMinutes(4), $"{topic} could not be read to its end: {string.Join(", ", open)} is left. A transaction may be open that nobody ends.");
            if (Next(consumer) is not { } record) continue;

            // The end that a reader of committed records is told may lie before a transaction that is still open.
            if (record.IsPartitionEOF && record.Offset.Value < ends[record.TopicPartition]) continue;
            last.Restart();
            if (record.IsPartitionEOF) open.Remove(record.TopicPartition);
            else values.Add(record.Message.Value);
        }

        return values;
    }

    /// <summary>The sum of the offsets at which a reader is told that the Kafka partitions end.</summary>
    public static long EndOf(ClientConfig client, string topic, int partitions, IsolationLevel isolation)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig(client) { GroupId = "nobody", IsolationLevel = isolation })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var sum = 0L;
        for (var partition = 0; partition < partitions; partition++)
        {
            KafkaBroker.Persist(() => sum += consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), TimeSpan.FromSeconds(10)).High.Value, $"say where {topic} ends");
        }

        return sum;
    }

    private static ConsumeResult<Ignore, string>? Next(IConsumer<Ignore, string> consumer)
    {
        try
        {
            return consumer.Consume(TimeSpan.FromSeconds(1));
        }
        catch (ConsumeException)
        {
            // The broker is away or has just come back; the client goes on by itself.
            return null;
        }
    }
}
