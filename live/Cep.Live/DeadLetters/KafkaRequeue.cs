using System.Text;
using System.Text.Json;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>
/// Gives inputs back to Kafka: a message that was malformed with its key, value and headers as they stand in its topic, a
/// derived event that could not be published with its id. A header names the dead letter.
/// </summary>
/// <remarks>Used by one thread.</remarks>
public sealed class KafkaRequeue : IRequeueTarget
{
    /// <summary>The name of the header; its value is the id of the dead letter.</summary>
    public const string Header = "cep_requeued";

    private readonly DeadLetterExchange exchange;
    private readonly bool isOwn;
    private readonly string? topic;
    private readonly MessageFinder finder;
    private readonly TopicEnds ends;
    private readonly CancellationToken stop;
    private readonly Dictionary<string, RequeuedRecord> prepared = new(StringComparer.Ordinal);

    /// <summary>For the dead letters of a topic: what is given back and the note of it are one transaction.</summary>
    /// <param name="letters">The topic of dead letters.</param>
    /// <param name="topic">The topic to give to; null for the one from which the input came.</param>
    /// <param name="stop">Ends what is under way.</param>
    public KafkaRequeue(DeadLetterTopic letters, string? topic, CancellationToken stop)
        : this((letters ?? throw new ArgumentNullException(nameof(letters))).Exchange, topic, isOwn: false, stop)
    {
    }

    /// <summary>For the dead letters of files.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="group">Under which group's rights it reads and writes.</param>
    /// <param name="topic">The topic to give to; null for the one from which the input came.</param>
    /// <param name="stop">Ends what is under way.</param>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    public KafkaRequeue(ClientSettings client, string group, string? topic, CancellationToken stop)
        : this(new DeadLetterExchange(client, group, group + "-dlq", stop), topic, isOwn: true, stop)
    {
    }

    private KafkaRequeue(DeadLetterExchange exchange, string? topic, bool isOwn, CancellationToken stop)
    {
        this.exchange = exchange;
        this.topic = topic;
        this.isOwn = isOwn;
        this.stop = stop;
        finder = new MessageFinder(exchange.Client, exchange.Group, DeadLetterExchange.RequestTimeout);
        ends = new TopicEnds(exchange.Client, exchange.Group, DeadLetterExchange.RequestTimeout);
    }

    /// <inheritdoc/>
    public string Name => topic is null ? "kafka" : $"kafka:{topic}";

    /// <inheritdoc/>
    public string? WhyNot(StoredDeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var (record, why) = letter.Letter.Reason switch
        {
            DeadLetterReason.Malformed => OfMessage(letter.Letter),
            DeadLetterReason.SinkFailure => RequeuedRecord.OfDerived(letter.Letter),
            _ => (null, "the rules that did not fail have processed its event already; mend the rule and replay the log"),
        };
        if (record is null) return why;
        record.Headers.Remove(Header);
        record.Headers.Add(Header, Encoding.ASCII.GetBytes(letter.Id));
        prepared[letter.Id] = topic is null ? record : record with { Place = new TopicPartition(topic, Partition.Any) };
        return null;
    }

    /// <summary>Where the topics end; null where the note is in the same transaction.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public string? Mark() => isOwn ? JsonSerializer.Serialize(prepared.Values.Select(record => record.Place.Topic).Distinct().SelectMany(ends.Of)) : null;

    /// <inheritdoc/>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public IReadOnlySet<string> TakenSince(string mark)
    {
        // What an interrupted transaction wrote is decided first; after this it either counts or is gone.
        exchange.Open();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        ends.Read(
            JsonSerializer.Deserialize<List<PartitionOffset>>(mark) ?? [],
            record =>
            {
                if (record.Headers.TryGetLastBytes(Header, out var id)) ids.Add(Encoding.ASCII.GetString(id));
            },
            stop);
        return ids;
    }

    /// <inheritdoc/>
    /// <exception cref="KafkaFaultException">The record, or one before it, can't be sent.</exception>
    public void Requeue(StoredDeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        prepared.Remove(letter.Id, out var record);
        exchange.Produce(record!.Place, record.Key, record.Value, record.Headers);
    }

    /// <summary>Commits, unless the note of it comes in the same transaction and commits both.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses; nothing was given back.</exception>
    public void Complete()
    {
        if (isOwn) exchange.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        finder.Dispose();
        ends.Dispose();
        if (isOwn) exchange.Dispose();
    }

    private (RequeuedRecord? Record, string? Why) OfMessage(DeadLetter letter)
    {
        if (MessagePlace.Of(letter) is not { } place) return (null, "it comes from no topic; --out writes it to a file");
        return finder.Find(place, stop) is { } record ? RequeuedRecord.OfMessage(letter, record) : (null, $"its message is not in {letter.Source} any more; --out writes what is left of it to a file");
    }
}
