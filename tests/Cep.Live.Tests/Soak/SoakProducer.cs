using System.Diagnostics;
using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Offers ticks to a topic at a rate, from a thread of its own, whether anybody keeps up or not.</summary>
internal sealed class SoakProducer : IDisposable
{
    private const int ArrowTicks = 256;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private readonly string topic;
    private readonly MessageEncoder encoder;
    private readonly int ticksPerMessage;
    private readonly SoakTicks[] ticks;
    private readonly EventBatch[] batches;
    private readonly IProducer<byte[], byte[]> producer;
    private readonly Thread thread;
    private volatile Error? lost;
    private volatile bool isStopping;
    private volatile int rate;
    private long offered;

    /// <summary>Begins with nothing, until <see cref="Rate"/> is set.</summary>
    public SoakProducer(ClientConfig client, string topic, int partitions, MessageFormat format)
    {
        this.topic = topic;
        encoder = new MessageEncoder(format);
        ticksPerMessage = format == MessageFormat.Arrow ? ArrowTicks : 1;
        ticks = [.. Enumerable.Range(0, partitions).Select(partition => new SoakTicks(partition))];
        batches = [.. ticks.Select(_ => new EventBatch())];
        producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig(client) { EnableIdempotence = true, MessageTimeoutMs = 0, LingerMs = 5 })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        thread = new Thread(Offer) { IsBackground = true, Name = "soak producer" };
        thread.Start();
    }

    /// <summary>Ticks a second, over all Kafka partitions.</summary>
    public int Rate
    {
        get => rate;
        set => rate = value;
    }

    /// <summary>How many ticks were given to the client.</summary>
    public long Offered => Interlocked.Read(ref offered);

    /// <summary>How many ticks each Kafka partition got; only when <see cref="Finish"/> was called.</summary>
    public IReadOnlyList<long> Counts => [.. ticks.Select(part => part.Count)];

    /// <summary>Stops, and waits until the broker has everything.</summary>
    public void Finish()
    {
        isStopping = true;
        thread.Join();
        var left = producer.Flush(TimeSpan.FromMinutes(2));
        Assert.True(left == 0 && lost is null, $"{left} messages did not get to the broker; {lost?.Reason}");
    }

    public void Dispose()
    {
        isStopping = true;
        thread.Join();
        producer.Dispose();
    }

    /// <summary>A beat that comes too late is made up for: what is due follows from the time that passed.</summary>
    private void Offer()
    {
        using var beats = new ManualResetEventSlim();
        var (due, last) = (0.0, Stopwatch.GetTimestamp());
        for (var next = 0; !isStopping && lost is null; beats.Wait(Beat))
        {
            var now = Stopwatch.GetTimestamp();
            due += Stopwatch.GetElapsedTime(last, now).TotalSeconds * rate;
            last = now;
            for (; due >= 1 && !isStopping; due--, next = (next + 1) % ticks.Length) Add(next);
        }

        for (var partition = 0; partition < batches.Length; partition++) Send(partition);
    }

    private void Add(int partition)
    {
        batches[partition].Add(ticks[partition].Next(), 0);
        if (batches[partition].Count == ticksPerMessage) Send(partition);
    }

    private void Send(int partition)
    {
        var batch = batches[partition];
        if (batch.Count == 0) return;
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(batch.Of<Trade>().Values[0].Symbol.Name), Value = encoder.Encode(batch) };
        while (!TryProduce(partition, message)) producer.Poll(TimeSpan.FromMilliseconds(10));
        Interlocked.Add(ref offered, batch.Count);
        batch.Clear();
    }

    private bool TryProduce(int partition, Message<byte[], byte[]> message)
    {
        try
        {
            producer.Produce(new TopicPartition(topic, partition), message, report => lost = report.Error.IsError ? report.Error : lost);
            return true;
        }
        catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }
}
