using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Messages of a tape that the broker has not confirmed yet, those of each Kafka partition in order and numbered from 0.</summary>
/// <remarks>Reports come on a thread of the client.</remarks>
internal sealed class TapeBacklog
{
    private readonly Queue<(long Number, Message<byte[], byte[]> Message)>[] waiting;
    private readonly long[] next;
    private readonly Lock gate = new();
    private volatile bool hasFailed;
    private volatile string? disorder;

    public TapeBacklog(int partitions)
    {
        waiting = [.. Enumerable.Range(0, partitions).Select(_ => new Queue<(long, Message<byte[], byte[]>)>())];
        next = new long[partitions];
    }

    /// <summary>A message came to nothing; all that wait have to be sent again.</summary>
    public bool HasFailed
    {
        get => disorder is null ? hasFailed : throw new InvalidOperationException(disorder);
        set => hasFailed = value;
    }

    /// <returns>The number of the message in its Kafka partition.</returns>
    public long Add(int partition, Message<byte[], byte[]> message)
    {
        lock (gate)
        {
            waiting[partition].Enqueue((next[partition], message));
            return next[partition]++;
        }
    }

    /// <summary>Takes the broker's word on a message.</summary>
    public void Take(int partition, long number, DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError) hasFailed = true;
        else if (report.Offset.Value != number) disorder ??= $"Message {number} of the tape is at offset {report.Offset.Value} of its partition: the tape is not in order, and nothing can be proven with it.";
        else DropBefore(partition, number + 1);
    }

    /// <summary>Messages before a number are in the topic.</summary>
    public void DropBefore(int partition, long number)
    {
        lock (gate)
        {
            while (waiting[partition].TryPeek(out var head) && head.Number < number) waiting[partition].Dequeue();
        }
    }

    /// <summary>All that wait.</summary>
    public List<(int Partition, long Number, Message<byte[], byte[]> Message)> All()
    {
        lock (gate) return [.. waiting.SelectMany((queue, partition) => queue.Select(entry => (partition, entry.Number, entry.Message)))];
    }
}
