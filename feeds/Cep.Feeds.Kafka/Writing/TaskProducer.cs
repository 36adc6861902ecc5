using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Writes what one task derives, in transactions that carry how far the task has read. A fault that leaves this class says
/// what the task has to do, see <see cref="KafkaFaultException.Fault"/>. After <see cref="KafkaFault.Abortable"/> nothing of
/// the transaction will be seen: the task recovers, which begins with <see cref="Open"/>. After
/// <see cref="KafkaFault.Fenced"/> and <see cref="KafkaFault.Fatal"/> it ends, or recovers if the partition is still its own.
/// </summary>
/// <remarks>Used by one thread at a time. No record is awaited; a commit waits for all.</remarks>
public sealed class TaskProducer : IDisposable
{
    private static readonly TimeSpan RoomTime = TimeSpan.FromMilliseconds(50);
    private readonly TaskProducerOptions options;
    private readonly Action<DeliveryReport<byte[], byte[]>> onDelivery;
    private IProducer<byte[], byte[]>? client;
    private Error? lost;
    private bool isInTransaction;
    private bool isAlone;
    private long acknowledged;

    /// <summary>Makes the producer; <see cref="Open"/> connects it.</summary>
    public TaskProducer(TaskProducerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        onDelivery = OnDelivery;
    }

    /// <summary>How many records were given to the client since it was made.</summary>
    public long Produced { get; private set; }

    /// <summary>How many of them the brokers acknowledged; those of aborted transactions may be among them.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Whether there are transactions; without them what was written between two commits is there after a crash.</summary>
    public bool HasTransactions => options.CommitWithoutTransaction is null;

    /// <summary>Whether a transaction was begun and not ended yet.</summary>
    public bool IsInTransaction => isInTransaction;

    /// <summary>Connects with a new client and fences off whoever had the task before: from here on no one else commits for it.</summary>
    /// <param name="stop">Ends the tries.</param>
    /// <exception cref="FeedException">The settings are wrong.</exception>
    /// <exception cref="KafkaFaultException">The broker refuses for good, for example for lack of rights.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public void Open(CancellationToken stop)
    {
        Dispose();
        lost = null;
        isInTransaction = false;
        isAlone = options.Refused is { IsSearching: true };
        var opened = client = new ProducerBuilder<byte[], byte[]>(options.Config())
            .SetErrorHandler((_, error) => options.Noted($"Kafka producer {options.TransactionalId}: {error.Reason} ({error.Code})"))
            .SetLogHandler((_, line) => options.Noted($"Kafka producer {options.TransactionalId}: {line.Message}"))
            .Build();
        if (options.CommitWithoutTransaction is null) Retry(() => opened.InitTransactions(options.RequestTimeout), "take over the transactions of the task", stop);
    }

    /// <summary>Begins a transaction.</summary>
    /// <exception cref="KafkaFaultException">The client can't be used any more.</exception>
    public void Begin()
    {
        var opened = Opened;
        if (isInTransaction) throw new InvalidOperationException("A transaction is begun already; commit or abort it first.");
        if (options.CommitWithoutTransaction is null) Call(opened.BeginTransaction, "begin a transaction");
        isInTransaction = true;
    }

    /// <summary>Gives a record to the client, which sends it some milliseconds later. Waits only while the client's queue is full.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">What decides the Kafka partition.</param>
    /// <param name="value">The value; null takes back what a compacted topic has of the key.</param>
    /// <param name="headers">The headers, null for none.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="KafkaFaultException">The record, or one before it, can't be sent.</exception>
    public void Produce(string topic, byte[]? key, byte[]? value, Headers? headers, CancellationToken stop = default) =>
        Produce(new TopicPartition(topic, Partition.Any), key, value, headers, stop);

    /// <summary>As <see cref="Produce(string, byte[], byte[], Headers, CancellationToken)"/>, into a Kafka partition of one's choice.</summary>
    /// <exception cref="KafkaFaultException">The record, or one before it, can't be sent.</exception>
    public void Produce(TopicPartition place, byte[]? key, byte[]? value, Headers? headers, CancellationToken stop = default)
    {
        var opened = Opened;
        var message = new Message<byte[], byte[]> { Key = key!, Value = value!, Headers = headers! };
        while (true)
        {
            ThrowIfLost();
            if (options.Refused?.WhyOf(place.Topic, key, value) is { } why) throw new KafkaFaultException(KafkaFault.Refused, why.Code, RefusalOf(why));
            try
            {
                opened.Produce(place, message, onDelivery);
                Produced++;
                return;
            }
            catch (ProduceException<byte[], byte[]> fault) when (RefusedRecords.IsRefusal(fault.Error.Code))
            {
                // The client itself does not take it: nothing was sent, and the transaction is as good as before.
                throw new KafkaFaultException(KafkaFault.Refused, fault.Error.Code, RefusalOf(fault.Error), fault);
            }
            catch (ProduceException<byte[], byte[]> fault) when (fault.Error.Code == ErrorCode.Local_QueueFull)
            {
                stop.ThrowIfCancellationRequested();
                opened.Poll(RoomTime);
            }
            catch (KafkaException fault)
            {
                throw LostBy(fault.Error, fault);
            }
        }
    }

    /// <summary>
    /// Commits what was produced together with how far was read. When it returns both hold; when it throws, neither does,
    /// unless the fault is fatal: then what is committed says which.
    /// </summary>
    /// <param name="offsets">Where reading goes on, for each topic.</param>
    /// <param name="stop">Ends the tries; what is committed then says whether it was done.</param>
    /// <exception cref="KafkaFaultException">See above.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public void Commit(IReadOnlyList<PartitionOffset> offsets, CancellationToken stop)
    {
        var opened = Opened;
        try
        {
            if (options.CommitWithoutTransaction is { } commit)
            {
                Flush(stop);
                ThrowIfLost();
                options.Retry.Run(() => commit(offsets), options.Noted, stop);
            }
            else
            {
                if (offsets.Count > 0)
                {
                    options.Retry.Run(() => NativeOffsets.SendToTransaction(opened.Handle, options.Group, offsets, options.RequestTimeout), options.Noted, stop);
                }

                Retry(() => opened.CommitTransaction(options.RequestTimeout), "commit the transaction", stop);
            }

            isInTransaction = false;
        }
        catch (KafkaFaultException fault) when (fault.Fault == KafkaFault.Abortable)
        {
            Abort(stop);
            throw;
        }
    }

    /// <summary>Drops what was produced since <see cref="Begin"/>; readers of committed records never see it.</summary>
    /// <exception cref="KafkaFaultException">The client can't be used any more; the broker drops the transaction by itself.</exception>
    public void Abort(CancellationToken stop)
    {
        var opened = Opened;
        if (isInTransaction && options.CommitWithoutTransaction is null) Retry(() => opened.AbortTransaction(options.RequestTimeout), "abort the transaction", stop);
        lost = null;
        isInTransaction = false;
    }

    /// <summary>Waits until the brokers acknowledged all that was produced, or refused it.</summary>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public void Flush(CancellationToken stop)
    {
        var opened = Opened;
        while (opened.Flush(RoomTime) > 0) stop.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the client. A transaction that was begun is left to the broker, which aborts it.</summary>
    public void Dispose()
    {
        client?.Dispose();
        client = null;
    }

    private IProducer<byte[], byte[]> Opened => client ?? throw new InvalidOperationException("Open the producer first.");

    private void Retry(Action action, string what, CancellationToken stop) => options.Retry.Run(() => Call(action, what), options.Noted, stop);

    private static void Call(Action action, string what)
    {
        try
        {
            action();
        }
        catch (KafkaException fault)
        {
            throw KafkaFaultException.Of(fault, what);
        }
    }

    private void OnDelivery(DeliveryReport<byte[], byte[]> report)
    {
        if (!report.Error.IsError)
        {
            Interlocked.Increment(ref acknowledged);
            return;
        }

        if (RefusedRecords.IsRefusal(report.Error.Code)) options.Refused?.Note(report.Topic, report.Message?.Key, report.Message?.Value, report.Error, isAlone);
        Interlocked.CompareExchange(ref lost, report.Error, null);
    }

    private void ThrowIfLost()
    {
        if (Volatile.Read(ref lost) is { } error) throw LostBy(error, null);
    }

    private static string RefusalOf(Error error) => $"Kafka does not take the record: {error.Reason} ({error.Code})";

    /// <summary>A record that is lost loses its transaction; without one, the task makes it again.</summary>
    private static KafkaFaultException LostBy(Error error, Exception? inner)
    {
        var fault = KafkaFaultException.FaultOf(error.Code, error.IsFatal, isRetriable: false, requiresAbort: true);
        return new KafkaFaultException(fault, error.Code, $"Kafka can't take a record: {error.Reason} ({error.Code}).", inner);
    }
}
