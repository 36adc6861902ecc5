using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Keeps values of any size in one Kafka partition of a compacted topic, each under a name. A value is cut into chunks, a
/// record each, and an index that says how many there are and what they hash to is written last: without it, or when
/// anything of it is missing or differs, a value does not count.
/// </summary>
/// <remarks>
/// Keys are <c>group/partition/name</c> of an index and <c>group/partition/name/number</c> of a chunk. Nobody is kept from
/// writing: two writers that use different names do each other no harm. Used by one thread at a time.
/// </remarks>
public sealed class StateTopic : IDisposable
{
    /// <summary>Bytes of a chunk; brokers take records of a million bytes unless told otherwise.</summary>
    public const int ChunkBytes = 500_000;

    private const string Version = "cep1";
    private const int MaxTries = 10;
    private static readonly TimeSpan TryTime = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private readonly StateTopicOptions options;
    private readonly string prefix;
    private readonly Dictionary<string, int> chunksOf = new(StringComparer.Ordinal);
    private IProducer<string, byte[]>? producer;
    private Error? lost;
    private int place = -1;

    /// <summary>Makes it; no client is made before something is read or written.</summary>
    /// <param name="options">Where the topic is.</param>
    /// <param name="partition">Whose values these are: the partition number of a task.</param>
    public StateTopic(StateTopicOptions options, int partition)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        this.options = options;
        Partition = partition;
        prefix = string.Create(CultureInfo.InvariantCulture, $"{options.Group}/{partition}/");
    }

    /// <summary>The topic.</summary>
    public string Topic => options.Topic;

    /// <summary>Whose values these are.</summary>
    public int Partition { get; }

    /// <summary>The names of the values that were read or written and not deleted.</summary>
    public IReadOnlyCollection<string> Names => chunksOf.Keys;

    /// <summary>Reads all values that are complete.</summary>
    /// <exception cref="FeedException">There is no such topic.</exception>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public IReadOnlyDictionary<string, byte[]> Read(CancellationToken stop)
    {
        using var ends = new TopicEnds(options.Client, options.Group, options.RequestTimeout);
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        ends.Read([new PartitionOffset(options.Topic, PlaceIn(ends, stop), 0)], record => Take(record, found), stop);
        chunksOf.Clear();

        // Chunks without an index are what a crash left of a write; they have a name, so that they can be deleted.
        foreach (var name in found.Keys.Where(key => key.Contains('/', StringComparison.Ordinal)).Select(key => key[..key.IndexOf('/', StringComparison.Ordinal)])) chunksOf[name] = chunksOf.GetValueOrDefault(name) + 1;
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, index) in found.Where(entry => !entry.Key.Contains('/', StringComparison.Ordinal)))
        {
            var parts = Encoding.ASCII.GetString(index).Split(' ');
            if (parts.Length != 3 || parts[0] != Version || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var chunks)) continue;
            chunksOf[name] = chunks;
            if (ValueOf(name, chunks, found) is { } value && HashOf(value) == parts[2]) values[name] = value;
        }

        return values;
    }

    /// <summary>Writes a value; when this returns, the brokers have it.</summary>
    /// <param name="name">A name without slashes that no value had before.</param>
    /// <param name="value">The value.</param>
    /// <param name="stop">Ends the wait for the brokers.</param>
    /// <exception cref="FeedException">There is no such topic.</exception>
    /// <exception cref="KafkaFaultException">The brokers did not take it; it does not count.</exception>
    public void Write(string name, ReadOnlyMemory<byte> value, CancellationToken stop)
    {
        var chunks = (value.Length + ChunkBytes - 1) / ChunkBytes;
        for (var i = 0; i < chunks; i++) Send(KeyOf(name, i), value.Slice(i * ChunkBytes, Math.Min(ChunkBytes, value.Length - (i * ChunkBytes))).ToArray(), stop);
        Flush(stop);
        Send(prefix + name, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Version} {chunks} {HashOf(value.Span)}")), stop);
        Flush(stop);
        chunksOf[name] = chunks;
    }

    /// <summary>Deletes a value: compaction will remove its records.</summary>
    /// <exception cref="KafkaFaultException">The brokers did not take that.</exception>
    public void Delete(string name, CancellationToken stop)
    {
        if (!chunksOf.TryGetValue(name, out var chunks)) return;
        Send(prefix + name, null, stop);
        for (var i = 0; i < chunks; i++) Send(KeyOf(name, i), null, stop);
        Flush(stop);
        chunksOf.Remove(name);
    }

    /// <inheritdoc/>
    public void Dispose() => producer?.Dispose();

    private static string HashOf(ReadOnlySpan<byte> value) => Convert.ToHexStringLower(SHA256.HashData(value));

    private static byte[]? ValueOf(string name, int chunks, Dictionary<string, byte[]> found)
    {
        using var value = new MemoryStream();
        for (var i = 0; i < chunks; i++)
        {
            if (!found.TryGetValue(ChunkName(name, i), out var chunk)) return null;
            value.Write(chunk);
        }

        return value.ToArray();
    }

    private static string ChunkName(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}/{number}");

    private string KeyOf(string name, int number) => prefix + ChunkName(name, number);

    private void Take(TopicRecord record, Dictionary<string, byte[]> found)
    {
        var key = Encoding.UTF8.GetString(record.Key ?? []);
        if (!key.StartsWith(prefix, StringComparison.Ordinal)) return;
        if (record.Value is { } value) found[key[prefix.Length..]] = value;
        else found.Remove(key[prefix.Length..]);
    }

    /// <summary>All of a task's values are in one Kafka partition, so that whoever takes the task over reads that one alone.</summary>
    private int PlaceIn(TopicEnds ends, CancellationToken stop)
    {
        // A broker that has just started may not know its topics yet.
        for (var tries = 0; place < 0 && tries < MaxTries; tries++)
        {
            if (ends.Of(options.Topic).Count is > 0 and var partitions) place = Partition % partitions;
            else if (stop.WaitHandle.WaitOne(TryTime)) stop.ThrowIfCancellationRequested();
        }

        if (place >= 0) return place;
        throw new FeedException($"There is no topic '{options.Topic}' for snapshots. Make it, compacted (cleanup.policy=compact) and with as many Kafka partitions as the topics that are read, or mend state.topic.");
    }

    private void Send(string key, byte[]? value, CancellationToken stop)
    {
        if (place < 0)
        {
            using var ends = new TopicEnds(options.Client, options.Group, options.RequestTimeout);
            PlaceIn(ends, stop);
        }

        producer ??= new ProducerBuilder<string, byte[]>(options.Config()).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        while (true)
        {
            try
            {
                producer.Produce(new TopicPartition(options.Topic, place), new Message<string, byte[]> { Key = key, Value = value! }, OnDelivery);
                return;
            }
            catch (ProduceException<string, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                stop.ThrowIfCancellationRequested();
                producer.Poll(PollTime);
            }
            catch (KafkaException fault)
            {
                throw KafkaFaultException.Of(fault, $"write to topic {options.Topic}");
            }
        }
    }

    private void OnDelivery(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError) Interlocked.CompareExchange(ref lost, report.Error, null);
    }

    private void Flush(CancellationToken stop)
    {
        while (producer?.Flush(PollTime) > 0) stop.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref lost, null) is { } error) throw KafkaFaultException.Of(new KafkaException(error), $"write to topic {options.Topic}");
    }
}
