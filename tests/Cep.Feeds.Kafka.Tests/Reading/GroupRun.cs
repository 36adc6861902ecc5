using System.Collections.Concurrent;

namespace Cep.Feeds.Kafka.Tests;

/// <summary>A process of a group that notes what it is told.</summary>
internal sealed class GroupRun : IDisposable
{
    private readonly HashSet<int> held = [];

    public GroupRun(Ticks ticks, params string[] topics)
        : this(new KafkaGroupOptions { Client = ticks.Client, Group = "cep", Topics = topics, SessionTimeout = TimeSpan.FromSeconds(6) })
    {
    }

    public GroupRun(KafkaGroupOptions options)
    {
        Group = new KafkaGroup(options, new GroupCallbacks
        {
            Assigned = partitions => Change(partitions, held.UnionWith),
            Revoked = partitions => { WhileRevoked(); Change(partitions, held.ExceptWith); },
            Lost = partitions => Change(partitions, held.ExceptWith),
            Failed = (partition, fault) => Failures.Enqueue((partition, fault)),
            Noted = Notes.Enqueue,
        });
    }

    public KafkaGroup Group { get; }

    public ConcurrentQueue<(int Partition, KafkaFaultException Fault)> Failures { get; } = new();

    public ConcurrentQueue<string> Notes { get; } = new();

    public Action WhileRevoked { get; set; } = () => { };

    public IReadOnlyList<int> Held
    {
        get
        {
            lock (held) return [.. held.Order()];
        }
    }

    public void Dispose() => Group.Dispose();

    private void Change(IReadOnlyList<int> partitions, Action<IEnumerable<int>> change)
    {
        lock (held) change(partitions);
    }
}

/// <summary>Reads a feed as the engine does.</summary>
internal sealed class FeedRun(KafkaPartitionFeed feed) : IDisposable
{
    private readonly IFeedReader reader = feed.Open();
    private readonly EventBatch batch = new();

    public List<double> Prices { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    public long ResumeAt { get; private set; } = -1;

    /// <summary>Reads once.</summary>
    /// <returns>Whether anything came.</returns>
    public bool Read(int maxRows = 100)
    {
        batch.Clear();
        reader.Read(batch, maxRows);
        foreach (var trade in batch.Of<Trade>().Values) Prices.Add(trade.Price);
        DeadLetters.AddRange(batch.DeadLetters.Select(letter => letter.Letter));
        ResumeAt = batch.ResumeAt;
        return batch.Count > 0;
    }

    public void ReadUntil(int prices) => Ticks.Await(() => { Read(); return Prices.Count >= prices; }, $"{prices} events");

    public void Dispose() => reader.Dispose();
}
