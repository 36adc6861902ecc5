using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// The process as a member of the group. It follows the first topic alone and reads nothing of it: which partition numbers it
/// gets holds for all topics, which no assignor of the client would see to while partitions move one by one.
/// </summary>
internal sealed class GroupMember : IDisposable
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(20);
    private readonly GroupCallbacks callbacks;
    private readonly IConsumer<Ignore, Ignore> consumer;
    private readonly Thread thread;
    private readonly CancellationTokenSource stop = new();

    public GroupMember(KafkaGroupOptions options, GroupCallbacks callbacks)
    {
        this.callbacks = callbacks;
        consumer = new ConsumerBuilder<Ignore, Ignore>(options.MemberConfig())
            .SetErrorHandler((_, error) => callbacks.Noted($"Kafka group {options.Group}: {error.Reason} ({error.Code})"))
            .SetLogHandler((_, line) => callbacks.Noted($"Kafka group {options.Group}: {line.Message}"))
            .SetPartitionsAssignedHandler((_, partitions) =>
            {
                Call(callbacks.Assigned, partitions.Select(partition => partition.Partition.Value));
                return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.End));
            })
            .SetPartitionsRevokedHandler((_, partitions) => Call(callbacks.Revoked, partitions.Select(partition => partition.Partition.Value)))
            .SetPartitionsLostHandler((_, partitions) => Call(callbacks.Lost, partitions.Select(partition => partition.Partition.Value)))
            .Build();
        consumer.Subscribe(options.Topics[0]);
        thread = new Thread(Run) { Name = "kafka-group", IsBackground = true };
        thread.Start();
    }

    public Handle Handle => consumer.Handle;

    /// <summary>Leaves the group: all tasks are revoked first.</summary>
    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        consumer.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        var paused = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                consumer.Consume(PollTime);
                var assignment = consumer.Assignment;
                if (assignment.Count != paused) consumer.Pause(assignment);
                paused = assignment.Count;
            }
            catch (KafkaException fault)
            {
                callbacks.Noted($"Kafka group: {fault.Error.Reason} ({fault.Error.Code})");
            }
        }

        try
        {
            consumer.Close();
        }
        catch (KafkaException fault)
        {
            callbacks.Noted($"Kafka group, while leaving: {fault.Error.Reason} ({fault.Error.Code})");
        }
    }

    private void Call(Action<IReadOnlyList<int>> callback, IEnumerable<int> partitions)
    {
        try
        {
            callback([.. partitions.Order()]);
        }
        catch (Exception fault)
        {
            // The client's native frames lie below; an exception may not go through them.
            callbacks.Noted($"Kafka group: a task could not be started or stopped: {fault}");
        }
    }
}
