using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Consumes the messages of all Kafka partitions that were opened, on one thread, and gives each to its feed.</summary>
internal sealed class PartitionReader : IDisposable
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PollTimeWhilePaused = TimeSpan.FromMilliseconds(1);
    private readonly KafkaGroupOptions options;
    private readonly GroupCallbacks callbacks;
    private readonly IConsumer<Ignore, byte[]?> consumer;
    private readonly Thread thread;
    private readonly ConcurrentQueue<Action> orders = new();
    private readonly ConcurrentDictionary<(string Topic, int Partition), KafkaPartitionFeed> feeds = new();
    private readonly ConcurrentDictionary<KafkaPartitionFeed, bool> paused = new();
    private KafkaPartitionFeed? last;

    // How many are paused, for the reading thread alone: the dictionary takes all its locks to say that it is empty.
    private int pausedCount;
    private volatile bool isStopped;

    public PartitionReader(KafkaGroupOptions options, GroupCallbacks callbacks)
    {
        this.options = options;
        this.callbacks = callbacks;
        consumer = new ConsumerBuilder<Ignore, byte[]?>(options.ReaderConfig())
            .SetErrorHandler((_, error) => callbacks.Noted($"Kafka reader: {error.Reason} ({error.Code})"))
            .SetLogHandler((_, line) => callbacks.Noted($"Kafka reader: {line.Message}"))
            .Build();
        thread = new Thread(Run) { Name = "kafka-reader", IsBackground = true };
        thread.Start();
    }

    public Handle Handle => consumer.Handle;

    public IEnumerable<KafkaPartitionFeed> Feeds => feeds.Values;

    public bool IsPaused(KafkaPartitionFeed feed) => paused.ContainsKey(feed);

    /// <summary>The first offset of a Kafka partition, and the one behind its last message.</summary>
    public WatermarkOffsets Ends(TopicPartition partition) => consumer.QueryWatermarkOffsets(partition, options.RequestTimeout);

    /// <summary>The offset behind the last message that a fetch told of, −1 while unknown.</summary>
    public long KnownEnd(TopicPartition partition)
    {
        try
        {
            return consumer.GetWatermarkOffsets(partition).High is { IsSpecial: false } end ? end.Value : -1;
        }
        catch (KafkaException)
        {
            return -1;
        }
    }

    /// <summary>Begins to give a feed its messages.</summary>
    public void Add(IReadOnlyList<KafkaPartitionFeed> added) => Order(() =>
    {
        foreach (var feed in added) feeds[(feed.Topic, feed.Partition)] = feed;
        consumer.IncrementalAssign(added.Select(feed => new TopicPartitionOffset(PartitionOf(feed), feed.Position)));
    });

    /// <summary>Stops giving feeds messages.</summary>
    public void Remove(IReadOnlyList<KafkaPartitionFeed> removed) => Order(() =>
    {
        consumer.IncrementalUnassign(removed.Select(PartitionOf));
        foreach (var feed in removed)
        {
            feeds.TryRemove((feed.Topic, feed.Partition), out _);
            if (paused.TryRemove(feed, out _)) pausedCount--;
            if (last == feed) last = null;
        }
    });

    public void Dispose()
    {
        isStopped = true;
        thread.Join();
        consumer.Dispose();
    }

    private static TopicPartition PartitionOf(KafkaPartitionFeed feed) => new(feed.Topic, feed.Partition);

    /// <summary>
    /// Has the consuming thread do something and waits for it. Between two messages it knows which of them belong to what is
    /// assigned; any other thread would not.
    /// </summary>
    private void Order(Action action)
    {
        ObjectDisposedException.ThrowIf(isStopped, this);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        orders.Enqueue(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (KafkaException fault)
            {
                done.SetException(KafkaFaultException.Of(fault, "assign partitions"));
            }
        });

        // The thread may end between the question whether it has and the order.
        while (!((IAsyncResult)done.Task).AsyncWaitHandle.WaitOne(PollTime)) ObjectDisposedException.ThrowIf(!thread.IsAlive && !done.Task.IsCompleted, this);
        done.Task.GetAwaiter().GetResult();
    }

    private void Run()
    {
        while (!isStopped)
        {
            while (orders.TryDequeue(out var order)) order();
            try
            {
                if (pausedCount > 0) ResumeThoseThatWantMore();
                if (consumer.Consume(pausedCount == 0 ? PollTime : PollTimeWhilePaused) is { } result) Take(result);
            }
            catch (ConsumeException fault)
            {
                Fail(fault);
            }
            catch (KafkaException fault)
            {
                callbacks.Noted($"Kafka reader: {fault.Error.Reason} ({fault.Error.Code})");
            }
        }

        while (orders.TryDequeue(out var order)) order();
    }

    private void Take(ConsumeResult<Ignore, byte[]?> result)
    {
        if (FeedOf(result.Topic, result.Partition.Value) is not { } feed) return;
        if (result.IsPartitionEOF)
        {
            feed.GiveEnd(result.Offset.Value);
        }
        else if (!feed.Give(result.Message.Value, result.Offset.Value, TraceOf(result.Message.Headers)) && paused.TryAdd(feed, true))
        {
            pausedCount++;
            consumer.Pause([PartitionOf(feed)]);
        }
    }

    private static byte[]? TraceOf(Headers? headers) => headers is { Count: > 0 } && headers.TryGetLastBytes("traceparent", out var trace) ? trace : null;

    private void ResumeThoseThatWantMore()
    {
        foreach (var (feed, _) in paused)
        {
            if (!feed.WantsMore) continue;
            consumer.Resume([PartitionOf(feed)]);
            if (paused.TryRemove(feed, out _)) pausedCount--;
        }
    }

    private KafkaPartitionFeed? FeedOf(string? topic, int partition)
    {
        topic ??= options.Topics[0];
        if (last is not null && last.Partition == partition && last.Topic == topic) return last;
        return last = feeds.GetValueOrDefault((topic, partition));
    }

    /// <summary>A broker that has just started may not know its topics yet, nor who leads them; the client goes on when it does.</summary>
    private static bool PassesByItself(ErrorCode code) => code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition
        or ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.Local_AllBrokersDown;

    private void Fail(ConsumeException fault)
    {
        var record = fault.ConsumerRecord;
        if (record is null || PassesByItself(fault.Error.Code) || FeedOf(record.Topic, record.Partition.Value) is not { } feed)
        {
            callbacks.Noted($"Kafka reader: {fault.Error.Reason} ({fault.Error.Code})");
            return;
        }

        var advice = fault.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange
            ? $"Offset {feed.Position} is not there any more; restore what was lost, or reset the group's offsets."
            : "Look at the broker's log and the rights of the user.";
        callbacks.Failed(feed.Partition, new KafkaFaultException(KafkaFault.Fatal, fault.Error.Code, $"{feed.Name} can't be read on: {fault.Error.Reason} ({fault.Error.Code}). {advice}", fault));
    }
}
