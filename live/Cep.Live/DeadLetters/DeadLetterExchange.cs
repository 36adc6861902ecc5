using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Writes what is given back and what is noted of it, in one transaction that begins with the first record.</summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class DeadLetterExchange : IDisposable
{
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);
    private readonly TaskProducer producer;
    private readonly CancellationToken stop;
    private bool isOpen;

    /// <summary>Makes the producer.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="group">Under which group's rights it reads.</param>
    /// <param name="name">The transactional id: of two that have the same, the one that opened later fences the other off.</param>
    /// <param name="stop">Ends what is under way.</param>
    public DeadLetterExchange(ClientSettings client, string group, string name, CancellationToken stop)
    {
        Client = client;
        Group = group;
        this.stop = stop;
        producer = new TaskProducer(new TaskProducerOptions
        {
            Client = client, Group = group, Partition = 0, TransactionalId = name, RequestTimeout = RequestTimeout, TransactionTimeout = TimeSpan.FromMinutes(5),
        });
    }

    public ClientSettings Client { get; }

    public string Group { get; }

    /// <summary>Connects, and ends whatever one of the same name had begun.</summary>
    public void Open()
    {
        if (isOpen) return;
        producer.Open(stop);
        isOpen = true;
    }

    public void Produce(TopicPartition place, byte[]? key, byte[]? value, Headers? headers)
    {
        Open();
        if (!producer.IsInTransaction) producer.Begin();
        producer.Produce(place, key, value, headers, stop);
    }

    public void Commit()
    {
        if (producer.IsInTransaction) producer.Commit([], stop);
    }

    public void Dispose()
    {
        using var patience = new CancellationTokenSource(EndTime);
        try
        {
            // A transaction that stays open would hold up readers of committed records until the broker gives it up.
            if (producer.IsInTransaction) producer.Abort(patience.Token);
        }
        catch (Exception fault) when (fault is KafkaFaultException or OperationCanceledException)
        {
            // The broker gives it up by itself.
        }

        producer.Dispose();
    }
}
