using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Reads derived events as they are committed, from a thread of its own, and keeps their digest alone.</summary>
internal sealed class SoakOutput : IDisposable
{
    private readonly IConsumer<Ignore, byte[]> consumer;
    private readonly Thread thread;
    private readonly Lock gate = new();
    private SoakDigest digest;
    private volatile bool isStopping;

    public SoakOutput(ClientConfig client, string topic, int partitions)
    {
        consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig(client)
        {
            GroupId = "nobody", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest, IsolationLevel = IsolationLevel.ReadCommitted,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        thread = new Thread(Read) { IsBackground = true, Name = "soak output" };
        thread.Start();
    }

    public SoakDigest Digest
    {
        get
        {
            lock (gate) return digest;
        }
    }

    public void Dispose()
    {
        isStopping = true;
        thread.Join();
        consumer.Dispose();
    }

    private void Read()
    {
        while (!isStopping)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is not { } record) continue;
                lock (gate) digest = digest.With(record.Message.Value.AsSpan().TrimEnd((byte)'\n'));
            }
            catch (ConsumeException)
            {
                // The broker is away; the client goes on by itself.
            }
        }
    }
}
