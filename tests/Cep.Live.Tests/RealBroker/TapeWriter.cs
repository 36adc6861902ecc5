using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>
/// Writes a tape to a topic, each tick once and in order, whatever becomes of the broker meanwhile. Nobody else writes there, so
/// the offset of a message is its number in its Kafka partition, and where the topic ends says what has to be sent again.
/// </summary>
internal sealed class TapeWriter : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly ClientConfig client;
    private readonly Tape tape;
    private readonly string topic;
    private readonly int ticksPerMessage;
    private readonly MessageEncoder encoder;
    private readonly EventBatch[] batches;
    private readonly TapeBacklog backlog;
    private IProducer<byte[], byte[]> producer;
    private int written;
    private bool isFinished;

    public TapeWriter(ClientConfig client, Tape tape, string topic, MessageFormat format, int ticksPerMessage)
    {
        this.client = client;
        this.tape = tape;
        this.topic = topic;
        this.ticksPerMessage = ticksPerMessage;
        encoder = new MessageEncoder(format);
        batches = [.. Enumerable.Range(0, tape.Partitions).Select(_ => new EventBatch())];
        backlog = new TapeBacklog(tape.Partitions);
        producer = Connect();
    }

    /// <summary>Writes ticks up to a number, all of those that were not written before.</summary>
    public void WriteUpTo(int tick)
    {
        for (; written < Math.Min(tick, tape.Ticks.Count); written++)
        {
            var (trade, partition) = tape.Ticks[written];
            batches[partition].Add(trade, 0);
            if (batches[partition].Count == ticksPerMessage) SendBatch(partition);
        }

        for (var partition = 0; partition < batches.Length; partition++) SendBatch(partition);
    }

    /// <summary>Writes the rest, then says that time has gone on, so that nothing stays open, and waits until the broker has it all.</summary>
    public void Finish()
    {
        if (isFinished) return;
        isFinished = true;
        WriteUpTo(tape.Ticks.Count);
        for (var partition = 0; partition < tape.Partitions; partition++) Send(partition, new Message<byte[], byte[]> { Key = null!, Value = encoder.EncodeHeartbeat(tape.Over) });
        do
        {
            if (backlog.HasFailed) SendAgain();
            Assert.True(producer.Flush(Patience) == 0, "The broker does not take the tape.");
        }
        while (backlog.HasFailed);
    }

    public void Dispose() => producer.Dispose();

    /// <summary>Without a time limit nothing is given up, and the idempotent producer neither repeats nor reorders.</summary>
    private IProducer<byte[], byte[]> Connect() =>
        new ProducerBuilder<byte[], byte[]>(new ProducerConfig(client) { EnableIdempotence = true, MessageTimeoutMs = 0, LingerMs = 5 })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private void SendBatch(int partition)
    {
        if (batches[partition].Count == 0) return;
        Send(partition, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(batches[partition].Of<Trade>().Values[0].Symbol.Name), Value = encoder.Encode(batches[partition]) });
        batches[partition].Clear();
    }

    private void Send(int partition, Message<byte[], byte[]> message)
    {
        var number = backlog.Add(partition, message);
        if (backlog.HasFailed) SendAgain();
        else Produce(partition, number, message);
    }

    private void Produce(int partition, long number, Message<byte[], byte[]> message)
    {
        while (true)
        {
            try
            {
                producer.Produce(new TopicPartition(topic, partition), message, report => backlog.Take(partition, number, report));
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(50));
            }
            catch (ProduceException<byte[], byte[]>)
            {
                backlog.HasFailed = true;
                return;
            }
        }
    }

    /// <summary>A broker that has just started and does not know the topic yet makes the client give up what it has.</summary>
    private void SendAgain()
    {
        producer.Dispose();
        KafkaBroker.Pause(TimeSpan.FromSeconds(2));
        producer = Connect();
        using var asker = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(client) { GroupId = "nobody" }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        for (var partition = 0; partition < tape.Partitions; partition++)
        {
            var place = new TopicPartition(topic, partition);
            KafkaBroker.Persist(() => backlog.DropBefore(place.Partition, asker.QueryWatermarkOffsets(place, TimeSpan.FromSeconds(10)).High.Value), $"say where {topic} ends");
        }

        backlog.HasFailed = false;
        foreach (var (partition, number, message) in backlog.All()) Produce(partition, number, message);
    }
}
