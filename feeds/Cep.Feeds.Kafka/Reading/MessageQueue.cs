namespace Cep.Feeds.Kafka;

/// <summary>A message that waits to be read, with the trace that came with it.</summary>
internal readonly record struct WaitingMessage(byte[]? Value, long Offset, byte[]? Trace);

/// <summary>
/// Messages between the thread that consumes and the one that reads. The reader takes all that waits at once, so that the
/// two meet once for many messages.
/// </summary>
internal sealed class MessageQueue(QueueBounds bounds)
{
    // What a message costs beside its value.
    private const int BytesPerMessage = 64;
    private readonly Lock gate = new();
    private List<WaitingMessage> arriving = [];
    private List<WaitingMessage> taken = [];
    private int next;
    private long takenBytes;
    private int messages;
    private long bytes;

    /// <summary>How many messages wait.</summary>
    public int Messages => Volatile.Read(ref messages);

    /// <summary>How many bytes they take.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public bool IsFull => Messages >= bounds.Messages || Bytes >= bounds.Bytes;

    /// <summary>Enough was read for more to come.</summary>
    public bool IsHalfEmpty => Messages <= bounds.Messages / 2 && Bytes <= bounds.Bytes / 2;

    /// <summary>Adds a message; by the consuming thread.</summary>
    /// <returns>Whether it was the first to wait.</returns>
    public bool Add(WaitingMessage message)
    {
        lock (gate)
        {
            arriving.Add(message);
            Interlocked.Add(ref bytes, SizeOf(message));
            Interlocked.Increment(ref messages);
            return arriving.Count == 1;
        }
    }

    /// <summary>The next message, which stays where it is; by the reading thread.</summary>
    public bool TryPeek(out WaitingMessage message)
    {
        if (next == taken.Count) TakeAll();
        message = next < taken.Count ? taken[next] : default;
        return next < taken.Count;
    }

    /// <summary>Drops the message that was seen last; by the reading thread.</summary>
    public void Drop()
    {
        takenBytes += SizeOf(taken[next]);
        taken[next++] = default;
    }

    /// <summary>Says how much was dropped; once for many messages.</summary>
    public void Settle(int dropped)
    {
        if (dropped == 0) return;
        Interlocked.Add(ref bytes, -takenBytes);
        Interlocked.Add(ref messages, -dropped);
        takenBytes = 0;
    }

    private static long SizeOf(WaitingMessage message) => BytesPerMessage + (message.Value?.Length ?? 0);

    private void TakeAll()
    {
        taken.Clear();
        next = 0;
        lock (gate) (arriving, taken) = (taken, arriving);
    }
}
