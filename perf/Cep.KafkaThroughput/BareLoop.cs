using System.Diagnostics;
using Confluent.Kafka;

namespace Cep.KafkaThroughput;

/// <summary>
/// What one would write with Confluent.Kafka alone: consume message after message, produce a record now and then, commit both in
/// a transaction five times a second. It decodes nothing and derives nothing.
/// </summary>
public static class BareLoop
{
    private static readonly byte[] Key = "K000"u8.ToArray();
    private static readonly byte[] Record = new byte[300];

    /// <summary>Runs it over a topic.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="from">What it consumes.</param>
    /// <param name="to">Where it produces.</param>
    /// <returns>How long it took from the assignment to the last commit.</returns>
    public static TimeSpan Run(ClientConfig client, TickTopic from, string to)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig(new ClientConfig(client.ToDictionary()))
        {
            GroupId = "bare", EnableAutoCommit = false, EnableAutoOffsetStore = false, AutoOffsetReset = AutoOffsetReset.Error, IsolationLevel = IsolationLevel.ReadCommitted,

            // As the tasks have it: with the defaults the client waits half of the time without work.
            FetchQueueBackoffMs = 10, FetchWaitMaxMs = 50,
        }).Build();
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(new ClientConfig(client.ToDictionary())) { TransactionalId = "bare", LingerMs = 5, CompressionType = CompressionType.Lz4 }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        var start = Stopwatch.GetTimestamp();
        consumer.Assign(Enumerable.Range(0, TickTopic.Partitions).Select(partition => new TopicPartitionOffset(from.Name, partition, 0)));
        producer.BeginTransaction();
        var every = Math.Max(1, from.Messages / Math.Max(1, from.Derived));
        var (committed, next) = (Stopwatch.GetTimestamp(), new Dictionary<int, long>());
        for (var read = 0L; read < from.Messages;)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is not { } result) continue;
            next[result.Partition.Value] = result.Offset.Value + 1;
            if (++read % every == 0) producer.Produce(to, new Message<byte[], byte[]> { Key = Key, Value = Record }, static _ => { });
            if (Stopwatch.GetElapsedTime(committed) < TimeSpan.FromMilliseconds(200) && read < from.Messages) continue;
            producer.SendOffsetsToTransaction(next.Select(place => new TopicPartitionOffset(from.Name, place.Key, place.Value)), consumer.ConsumerGroupMetadata, TimeSpan.FromSeconds(30));
            producer.CommitTransaction(TimeSpan.FromSeconds(30));
            producer.BeginTransaction();
            committed = Stopwatch.GetTimestamp();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
