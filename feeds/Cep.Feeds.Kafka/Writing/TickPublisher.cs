using System.Text;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Writes ticks into a topic in their order, all of a symbol into one Kafka partition: a JSON message for each, or Arrow messages
/// of many. What no broker takes yet waits in the client, and then the caller does.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class TickPublisher : IDisposable
{
    /// <summary>How many ticks an Arrow message has unless somebody says otherwise.</summary>
    public const int DefaultRows = 256;

    private static readonly TimeSpan RoomTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private readonly string topic;
    private readonly int rows;
    private readonly bool isArrow;
    private readonly CancellationToken stop;
    private readonly IProducer<byte[], byte[]> producer;
    private readonly MessageEncoder encoder;
    private readonly KeyPartitions partitions;
    private readonly EventBatch[] waiting;
    private readonly byte[]?[] keys;
    private readonly Action<DeliveryReport<byte[], byte[]>> onDelivery;
    private Error? lost;
    private long acknowledged;

    /// <summary>Connects, and asks how many Kafka partitions the topic has.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="format">How ticks are written.</param>
    /// <param name="rows">How many ticks an Arrow message has at the most; at least 1.</param>
    /// <param name="stop">Ends what is waited for.</param>
    /// <exception cref="FeedException">The settings are wrong, or there is no such topic.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    public TickPublisher(ClientSettings client, string topic, MessageFormat format, int rows, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (this.topic, this.stop) = (topic, stop);
        isArrow = format == MessageFormat.Arrow;
        this.rows = isArrow ? rows : 1;
        var config = client.To(new ProducerConfig { EnableIdempotence = true, LingerMs = 5, CompressionType = CompressionType.Lz4 });
        producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        encoder = new MessageEncoder(format);
        onDelivery = OnDelivery;
        Partitions = CountPartitions();
        partitions = new KeyPartitions(Partitions);
        waiting = [.. Enumerable.Range(0, Partitions).Select(_ => new EventBatch())];
        keys = new byte[]?[Partitions];
    }

    /// <summary>How many Kafka partitions the topic has.</summary>
    public int Partitions { get; }

    /// <summary>How many messages the brokers have acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Writes a tick.</summary>
    /// <exception cref="FeedException">The brokers refuse what was written before.</exception>
    /// <exception cref="OperationCanceledException">It is to stop.</exception>
    public void Write<T>(in T tick)
        where T : struct, IEvent
    {
        var partition = partitions.Of(tick.Symbol);
        var batch = waiting[partition];
        if (batch.Count == 0) keys[partition] = Encoding.UTF8.GetBytes(tick.Symbol.Name);
        batch.Add(tick, 0);
        if (batch.Count >= rows) Send(partition);
    }

    /// <summary>Gives the client what waits for an Arrow message to be full.</summary>
    public void Flush()
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            if (waiting[partition].Count > 0) Send(partition);
        }
    }

    /// <summary>Says that no event before a time comes any more, in every Kafka partition.</summary>
    public void Beat(EventTime time)
    {
        Flush();
        for (var partition = 0; partition < Partitions; partition++) Send(partition, null, encoder.EncodeHeartbeat(time));
    }

    /// <summary>Waits until the brokers have all.</summary>
    /// <exception cref="FeedException">They refuse something.</exception>
    /// <exception cref="OperationCanceledException">It is to stop.</exception>
    public void Complete()
    {
        Flush();
        while (producer.Flush(RoomTime) > 0)
        {
            ThrowIfLost();
            stop.ThrowIfCancellationRequested();
        }

        ThrowIfLost();
    }

    /// <inheritdoc/>
    public void Dispose() => producer.Dispose();

    private int CountPartitions()
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(producer.Handle).Build();

            // Asked for by its name, a topic that is missing would be made by brokers that do so, as whoever mistyped it did not want.
            var found = admin.GetMetadata(RequestTimeout).Topics.Find(entry => entry.Topic == topic);
            if (found is { Error.IsError: true }) throw new KafkaException(found.Error);
            if (found is { Partitions.Count: > 0 }) return found.Partitions.Count;
            throw new FeedException($"there is no topic '{topic}' that can be written to. Make it, with as many Kafka partitions as processes are to share it at the most, or name another one.");
        }
        catch (KafkaException fault)
        {
            producer.Dispose();
            throw KafkaFaultException.Of(fault, $"say how many Kafka partitions topic {topic} has");
        }
        catch (FeedException)
        {
            producer.Dispose();
            throw;
        }
    }

    private void Send(int partition)
    {
        // An Arrow message has ticks of several symbols, of which the key can name none.
        Send(partition, isArrow ? null : keys[partition], encoder.Encode(waiting[partition]));
        waiting[partition].Clear();
    }

    private void Send(int partition, byte[]? key, byte[] value)
    {
        var message = new Message<byte[], byte[]> { Key = key!, Value = value };
        while (true)
        {
            ThrowIfLost();
            stop.ThrowIfCancellationRequested();
            try
            {
                producer.Produce(new TopicPartition(topic, partition), message, onDelivery);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(RoomTime);
            }
            catch (ProduceException<byte[], byte[]> fault)
            {
                throw Refused(fault.Error);
            }
        }
    }

    private void OnDelivery(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError) Interlocked.CompareExchange(ref lost, report.Error, null);
        else Interlocked.Increment(ref acknowledged);
    }

    private void ThrowIfLost()
    {
        if (Volatile.Read(ref lost) is { } error) throw Refused(error);
    }

    private FeedException Refused(Error error) => new($"topic '{topic}' does not take the ticks: {error.Reason} ({error.Code}). The topic has {Acknowledged} messages of this run.");
}
