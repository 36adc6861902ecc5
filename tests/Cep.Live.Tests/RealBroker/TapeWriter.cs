using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Writes a tape to a topic, each tick once and in order, however often the broker is away meanwhile.</summary>
internal sealed class TapeWriter : IDisposable
{
    private readonly Tape tape;
    private readonly string topic;
    private readonly int ticksPerMessage;
    private readonly MessageEncoder encoder;
    private readonly EventBatch[] batches;
    private readonly IProducer<byte[], byte[]> producer;
    private volatile Error? lost;
    private int written;
    private bool isFinished;

    public TapeWriter(ClientConfig client, Tape tape, string topic, MessageFormat format, int ticksPerMessage)
    {
        this.tape = tape;
        this.topic = topic;
        this.ticksPerMessage = ticksPerMessage;
        encoder = new MessageEncoder(format);
        batches = [.. Enumerable.Range(0, tape.Partitions).Select(_ => new EventBatch())];

        // Without a time limit nothing is given up, and the idempotent producer neither repeats nor reorders.
        producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(client) { EnableIdempotence = true, MessageTimeoutMs = 0, LingerMs = 5 })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>Writes ticks up to a number, all of those that were not written before.</summary>
    public void WriteUpTo(int tick)
    {
        for (; written < Math.Min(tick, tape.Ticks.Count); written++)
        {
            var (trade, partition) = tape.Ticks[written];
            batches[partition].Add(trade, 0);
            if (batches[partition].Count == ticksPerMessage) Send(partition);
        }

        for (var partition = 0; partition < batches.Length; partition++) Send(partition);
    }

    /// <summary>Writes the rest, then says that time has gone on, so that nothing stays open, and waits until the broker has it all.</summary>
    public void Finish()
    {
        if (isFinished) return;
        isFinished = true;
        WriteUpTo(tape.Ticks.Count);
        for (var partition = 0; partition < tape.Partitions; partition++) Send(partition, new Message<byte[], byte[]> { Key = null!, Value = encoder.EncodeHeartbeat(tape.Over) });
        var left = producer.Flush(TimeSpan.FromMinutes(4));
        Assert.True(left == 0 && lost is null, $"{left} messages of the tape did not get to the broker; {lost?.Reason}");
    }

    public void Dispose() => producer.Dispose();

    private void Send(int partition)
    {
        if (batches[partition].Count == 0) return;
        Send(partition, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(batches[partition].Of<Trade>().Values[0].Symbol.Name), Value = encoder.Encode(batches[partition]) });
        batches[partition].Clear();
    }

    private void Send(int partition, Message<byte[], byte[]> message)
    {
        while (true)
        {
            Assert.True(lost is null, $"The broker refuses a message of the tape: {lost?.Reason}");
            try
            {
                producer.Produce(new TopicPartition(topic, partition), message, report => lost = report.Error.IsError ? report.Error : lost);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
