namespace Cep.Feeds.Kafka;

/// <summary>
/// The events of one Kafka partition of one topic, from an offset on. It never ends by itself. While it is held, or where it
/// is to stop, it says that there is nothing now.
/// </summary>
/// <remarks>
/// The consuming thread gives it messages, the engine's thread reads them, and any thread may hold it. Every batch says in
/// <see cref="EventBatch.ResumeAt"/> the offset at which reading goes on; a message is never split, so a batch may
/// have more rows than were asked for, by those of its last message.
/// </remarks>
public sealed class KafkaPartitionFeed : IFeed
{
    private static readonly TimeSpan ShortWhile = TimeSpan.FromMilliseconds(10);
    private readonly MessageQueue queue;
    private readonly ArrivalSignal signal;
    private long position;
    private long expected;
    private long end = -1;
    private long stopAt = long.MaxValue;
    private volatile bool isHeld;
    private volatile bool isComplete;
    private int isOpen;

    /// <summary>Makes the feed; nothing comes before somebody gives it messages, see <see cref="KafkaGroup.Open"/>.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The Kafka partition.</param>
    /// <param name="from">The offset of the first message that is wanted.</param>
    /// <param name="bounds">How much may wait in memory.</param>
    /// <param name="signal">What the feeds of the task wait on.</param>
    public KafkaPartitionFeed(string topic, int partition, long from, QueueBounds bounds, ArrivalSignal signal)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(signal);
        Topic = topic;
        Partition = partition;
        position = expected = from;
        queue = new MessageQueue(bounds);
        this.signal = signal;
        Name = MessagePlace.NameOf(topic, partition);
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The Kafka partition.</summary>
    public int Partition { get; }

    /// <summary>Topic and Kafka partition: <c>ticks [3]</c>. Feeds of one task stand in the order of their topics.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public EventTime Earliest => EventTime.MinValue;

    /// <inheritdoc/>
    public long Length => 0;

    /// <summary>The offset before which everything was read. It may be ahead of the last batch where offsets hold no message, such as at a transaction's end.</summary>
    public long Position => Interlocked.Read(ref position);

    /// <summary>How many messages wait in memory.</summary>
    public int QueuedMessages => queue.Messages;

    /// <summary>How many bytes they take.</summary>
    public long QueuedBytes => queue.Bytes;

    /// <summary>Told of the rows of each message that came with a trace; by the reading thread, right after they were read.</summary>
    public Action<TracedRows>? OnTrace { get; set; }

    /// <summary>From the next message on nothing comes until <see cref="Release"/>.</summary>
    public void Hold()
    {
        isHeld = true;
        signal.Signal();
    }

    /// <summary>Only messages before an offset come until <see cref="Release"/>; a hold ends.</summary>
    public void HoldAt(long offset)
    {
        Interlocked.Exchange(ref stopAt, offset);
        isHeld = false;
        signal.Signal();
    }

    /// <summary>Everything comes again.</summary>
    public void Release() => HoldAt(long.MaxValue);

    /// <summary>Whether everything before an offset was read.</summary>
    public bool HasReached(long offset) => Position >= offset;

    /// <summary>Nothing more will be given: the feed ends behind what waits.</summary>
    public void Complete()
    {
        isComplete = true;
        signal.Signal();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It is open already: what was read once does not come again.</exception>
    public IFeedReader Open() => Interlocked.Exchange(ref isOpen, 1) == 0
        ? new Reader(this)
        : throw new InvalidOperationException($"The feed {Name} was opened already; make another one to read again.");

    /// <summary>Gives the feed a message; by the consuming thread, in the order of offsets.</summary>
    /// <param name="value">The value of the message.</param>
    /// <param name="offset">Where it stands.</param>
    /// <param name="trace">The value of its header <c>traceparent</c>, null when it has none.</param>
    /// <returns>False when no more should come until <see cref="WantsMore"/>.</returns>
    public bool Give(byte[]? value, long offset, byte[]? trace = null)
    {
        if (offset < expected) return true;
        expected = offset + 1;
        if (queue.Add(new WaitingMessage(value, offset, trace))) signal.Signal();
        return !queue.IsFull;
    }

    /// <summary>There is nothing before this offset that was not given.</summary>
    public void GiveEnd(long offset)
    {
        Interlocked.Exchange(ref end, offset);
        signal.Signal();
    }

    /// <summary>Enough was read for more messages to come.</summary>
    public bool WantsMore => queue.IsHalfEmpty;

    private bool Read(EventBatch batch, int maxRows, MessageDecoder decoder, ref long bytesRead)
    {
        var seen = signal.Arrivals;
        var dropped = Fill(batch, maxRows, decoder, ref bytesRead);
        if (dropped == 0 && !isHeld && !isComplete && Position < Interlocked.Read(ref stopAt))
        {
            signal.Wait(seen, ShortWhile);
            dropped = Fill(batch, maxRows, decoder, ref bytesRead);
        }

        batch.ResumeAt = Position;
        return dropped > 0 || !isComplete || queue.Messages > 0;
    }

    /// <returns>How many messages were read.</returns>
    private int Fill(EventBatch batch, int maxRows, MessageDecoder decoder, ref long bytesRead)
    {
        // The end is read first: what is given after it may lie before it no more than the messages that wait.
        var knownEnd = Interlocked.Read(ref end);
        var stop = Interlocked.Read(ref stopAt);
        var dropped = 0;
        var reached = Position;
        var isEmpty = false;
        while (batch.Count < maxRows && !isHeld)
        {
            isEmpty = !queue.TryPeek(out var message);
            if (isEmpty) break;
            if (message.Offset >= stop)
            {
                // Whatever lay between holds no message.
                reached = Math.Max(reached, stop);
                break;
            }

            var first = batch.Count;
            decoder.Decode(message.Value, message.Offset, batch);
            if (message.Trace is { } trace) OnTrace?.Invoke(new TracedRows(batch, first, trace));
            bytesRead += message.Value?.Length ?? 0;
            reached = message.Offset + 1;
            queue.Drop();
            dropped++;
        }

        queue.Settle(dropped);
        if (isEmpty && knownEnd > reached) reached = Math.Max(reached, Math.Min(knownEnd, stop));
        Interlocked.Exchange(ref position, reached);
        return dropped;
    }

    private sealed class Reader(KafkaPartitionFeed feed) : IFeedReader
    {
        private readonly MessageDecoder decoder = new(feed.Name);
        private long bytesRead;

        public long BytesRead => Interlocked.Read(ref bytesRead);

        public bool Read(EventBatch batch, int maxRows)
        {
            ArgumentNullException.ThrowIfNull(batch);
            ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
            return feed.Read(batch, maxRows, decoder, ref bytesRead);
        }

        public void Dispose()
        {
            // The messages that wait are left to the collector; the group stops giving more.
        }
    }
}
