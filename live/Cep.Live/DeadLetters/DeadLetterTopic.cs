using System.Text;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// A topic of dead letters, and beside it <c>TOPIC-journal</c>, a compacted topic in which stands what became of them, by their
/// ids. What is noted and what is given back to a topic is one transaction, so either both hold or neither does.
/// </summary>
/// <remarks>Used by one thread. Of several processes that note, the last one to begin fences the others off.</remarks>
public sealed class DeadLetterTopic : IDisposable
{
    /// <summary>What the name of the journal ends with.</summary>
    public const string JournalEnding = "-journal";

    private readonly TopicEnds ends;
    private readonly CancellationToken stop;

    /// <summary>Makes the clients.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="group">Under which group's rights it reads and writes.</param>
    /// <param name="topic">The topic of dead letters.</param>
    /// <param name="stop">Ends what is under way.</param>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    public DeadLetterTopic(ClientSettings client, string group, string topic, CancellationToken stop)
    {
        Topic = topic ?? throw new ArgumentNullException(nameof(topic));
        this.stop = stop;
        Exchange = new DeadLetterExchange(client, group, $"{group}-dlq-{topic}", stop);
        ends = new TopicEnds(client, group, DeadLetterExchange.RequestTimeout);
    }

    /// <summary>The topic of dead letters.</summary>
    public string Topic { get; }

    /// <summary>The topic in which stands what became of them.</summary>
    public string Journal => Topic + JournalEnding;

    /// <summary>Through what is written; a requeue that goes through it is noted in the same transaction.</summary>
    internal DeadLetterExchange Exchange { get; }

    /// <summary>Reads what stands there now, to look at it.</summary>
    /// <exception cref="FeedException">There is no such topic.</exception>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public DeadLetterStore Read()
    {
        var places = ends.Of(Topic);
        if (places.Count == 0) throw new FeedException($"there are no dead letters to read: the cluster has no topic '{Topic}'.");
        var states = new Dictionary<string, DeadLetterState>(StringComparer.Ordinal);
        ends.Read(BeginningsOf(ends.Of(Journal)), record => Note(record, states), stop);
        var records = new List<TopicRecord>();
        ends.Read(BeginningsOf(places), records.Add, stop);
        var store = new DeadLetterStore(_ => new TopicNotes(this));
        foreach (var record in records.OrderBy(record => record.Partition).ThenBy(record => record.Offset))
        {
            // A record without a value is no dead letter, and counted as such.
            store.Add(Encoding.UTF8.GetString(record.Value ?? []), MessagePlace.NameOf(record.Topic, record.Partition), record.Offset, states);
        }

        return store;
    }

    /// <summary>Fences off whoever else notes here, makes the journal where it is missing, and reads what stands there then.</summary>
    /// <exception cref="FeedException">There is no such topic, or the journal is missing and can't be made.</exception>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public DeadLetterStore Take()
    {
        Exchange.Open();
        if (ends.Of(Topic).Count > 0 && ends.Of(Journal).Count == 0) ends.MakeCompacted(Journal, Topic);
        return Read();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ends.Dispose();
        Exchange.Dispose();
    }

    private static List<PartitionOffset> BeginningsOf(IEnumerable<PartitionOffset> places) => [.. places.Select(place => place with { Offset = 0 })];

    private static void Note(TopicRecord record, Dictionary<string, DeadLetterState> states)
    {
        if (record.Value is { } value && DeadLetterNote.TryParse(Encoding.UTF8.GetString(value), out var id, out var state)) states[id] = state;
    }

    /// <summary>The journal as it is written: one transaction with what was given back, so no requeue is ever unfinished.</summary>
    private sealed class TopicNotes(DeadLetterTopic owner) : IDeadLetterNotes
    {
        public string? Unfinished => null;

        public void Begin(string mark)
        {
        }

        public void Write(IReadOnlyList<StoredDeadLetter> letters, DeadLetterState state, string? target, DateTimeOffset now)
        {
            foreach (var letter in letters)
            {
                owner.Exchange.Produce(new(owner.Journal, Confluent.Kafka.Partition.Any), Encoding.ASCII.GetBytes(letter.Id), Encoding.UTF8.GetBytes(DeadLetterNote.TextOf(letter.Id, state, target, now)), null);
            }

            owner.Exchange.Commit();
        }

        public void Dispose()
        {
        }
    }
}
