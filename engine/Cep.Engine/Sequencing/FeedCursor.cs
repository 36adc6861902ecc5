namespace Cep;

/// <summary>The place in an opened feed up to which its events were merged into the log.</summary>
internal sealed partial class FeedCursor : IDisposable
{
    private readonly IFeed feed;
    private readonly BatchSource source;
    private readonly OrderCheck check;
    private readonly DisorderBuffer? disorder;
    private readonly LateRows lateRows;
    private readonly RunTally tally;
    private readonly TimeProvider clock;
    private readonly FeedTiming timing;
    private readonly int maxRows;
    private EventBatch batch = new();
    private bool hasEnded;
    private ColumnHead[] heads = new ColumnHead[2];
    private int filled;
    private int head;

    public FeedCursor(IFeed feed, int order, int maxRows, bool readAhead, EngineOptions options, Arrivals arrivals, RunTally tally)
    {
        this.feed = feed;
        Order = order;
        this.tally = tally;
        this.maxRows = maxRows;
        clock = options.Clock;
        timing = options.TimingOf(feed);
        lateRows = new LateRows(feed, timing, options.To, tally);
        check = new OrderCheck(lateRows);
        if (timing.DisorderBound > TimeSpan.Zero || timing.AllowedLateness > TimeSpan.Zero)
        {
            disorder = new DisorderBuffer(lateRows, timing.AllowedLateness.Ticks * 100);
        }

        source = BatchSource.Open(feed, maxRows, readAhead, clock, arrivals);
        ReceivedAt = clock.GetTimestamp();
    }

    /// <summary>Breaks ties between feeds: the rank of the feed's name.</summary>
    public int Order { get; }

    /// <summary>
    /// Time of the next entry; for late events the time at which they become known, and while the feed has nothing the
    /// time before which nothing comes from it.
    /// </summary>
    public long HeadTime { get; private set; }

    /// <summary>What the next entry is; while the feed has nothing, what it may be at the earliest.</summary>
    public EntryRank HeadRank { get; private set; }

    /// <summary>Time of the last entry that was taken in a run.</summary>
    public long TakenTime { get; private set; }

    /// <summary>The feed has nothing now.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>When something last came, a timestamp of the clock.</summary>
    public long ReceivedAt { get; private set; }

    /// <summary>The feed has had nothing for so long that it holds nobody back.</summary>
    public bool IsIdle { get; private set; }

    /// <inheritdoc cref="BatchSource.MustBeAsked"/>
    public bool MustBeAsked => source.MustBeAsked;

    public FeedTiming Timing => timing;

    /// <inheritdoc cref="LateRows.LatestEvent"/>
    public long LatestEvent => lateRows.LatestEvent;

    /// <inheritdoc cref="LateRows.Watermark"/>
    public long Watermark => lateRows.Watermark;

    /// <inheritdoc cref="LateRows.Events"/>
    public long Events => lateRows.Events;

    public string Name => feed.Name;

    public long BytesRead => source.BytesRead;

    public long Length => feed.Length;

    /// <summary>How the feed stands.</summary>
    public FeedStatus Status(bool hasClosed) =>
        new(feed.Name, lateRows.Events, lateRows.Late, lateRows.Heartbeats, new EventTime(lateRows.Watermark), hasClosed ? FeedState.Ended : IsIdle ? FeedState.Idle : FeedState.Active);

    /// <summary>Finds the next entry, reading on when the batch is used up.</summary>
    /// <returns>False when the feed has ended.</returns>
    public bool Advance(Round round)
    {
        IsWaiting = false;
        while (!FindHead())
        {
            if (hasEnded && disorder is null or { IsEmpty: true }) return false;
            if (disorder is null ? ReadOrdered(round) : ReadDisordered(disorder, round)) continue;
            IsWaiting = true;
            HeadTime = lateRows.Watermark;
            HeadRank = disorder is { MayRevise: true } ? EntryRank.Revision : EntryRank.Event;
            return true;
        }

        return true;
    }

    /// <summary>How long until the feed is idle by the clock, zero when it is; null when it never will be.</summary>
    public TimeSpan? TimeToIdle(long now)
    {
        if (!IsWaiting || timing.IdleAfter is not { } after) return null;
        var left = after - clock.GetElapsedTime(ReceivedAt, now);
        IsIdle = left <= TimeSpan.Zero;
        return IsIdle ? TimeSpan.Zero : left;
    }

    /// <summary>Puts a heartbeat behind all that came from the feed, which has nothing now.</summary>
    public void Beat(long time, Round round)
    {
        var made = disorder is null ? batch : disorder.EmptyBatch();
        made.Clear();
        made.AddHeartbeat(new EventTime(time));
        if (disorder is not null)
        {
            disorder.Take(made, round);
            return;
        }

        Rewind(made);
        check.Check(made, round);
    }

    /// <summary>The whole batch can go on as it is: nothing of it was taken or dropped and its last event is before the limit.</summary>
    public bool CanHandOver(long limit, int maxRows)
    {
        if ((disorder is null && !check.IsWhole) || batch.Count > maxRows) return false;
        for (var i = 0; i < filled; i++)
        {
            if (!heads[i].CanHandOver(limit)) return false;
        }

        return true;
    }

    /// <summary>Exchanges the batch for an empty one.</summary>
    public EventBatch HandOver(EventBatch empty)
    {
        var full = batch;
        empty.Clear();
        Rewind(empty);
        return full;
    }

    /// <summary>
    /// Moves the run of events that starts with the head into a batch: as far as they are before <paramref name="limit"/>
    /// and no event of another type stands between them.
    /// </summary>
    /// <param name="into">The batch, or null to pass them over.</param>
    /// <param name="limit">Time before which the events must lie.</param>
    /// <param name="maxRows">How many events at the most.</param>
    /// <param name="sequence">The sequence number of the first.</param>
    /// <returns>How many events were moved.</returns>
    public int TakeRun(EventBatch? into, long limit, int maxRows, long sequence)
    {
        ref var from = ref heads[head];
        var start = from.Position;
        var count = from.Pass(limit, maxRows, filled == 1 ? long.MaxValue : NextOfOthers());
        TakenTime = from.Column.Times[start + count - 1];
        into?.AppendRun(from.Column, start, count, sequence);
        return count;
    }

    /// <summary>Moves the late events of one moment into an empty batch and numbers them.</summary>
    public void TakeRevision(EventBatch into, long sequence)
    {
        foreach (var column in batch.Columns)
        {
            var to = into.LikeColumn(column);
            to.Append(column, 0, column.Count);
            to.AddToSequences(sequence);
        }

        into.Recount();
        batch.Clear();
        Rewind(batch);
    }

    public void Dispose() => source.Dispose();

    /// <returns>False when the feed has nothing now.</returns>
    private bool ReadOrdered(Round round)
    {
        var next = batch;
        var arrival = Ask(ref next);
        if (arrival != Arrival.Batch) return arrival == Arrival.End;
        Rewind(next);
        check.Check(next, round);
        return true;
    }

    private Arrival Ask(ref EventBatch next)
    {
        var arrival = source.Next(ref next);
        if (arrival == Arrival.Nothing) return arrival;
        IsIdle = false;
        ReceivedAt = clock.GetTimestamp();
        hasEnded = arrival == Arrival.End;
        if (!hasEnded) Note(next);
        if (!hasEnded) tally.Skipped += next.SkippedRows;
        return arrival;
    }

    /// <returns>False when the feed has nothing now.</returns>
    private bool ReadDisordered(DisorderBuffer buffer, Round round)
    {
        var arrival = Arrival.End;
        if (!hasEnded)
        {
            var next = buffer.EmptyBatch();
            arrival = Ask(ref next);
            if (arrival == Arrival.Batch) buffer.Take(next, round);
            else buffer.Recycle(next);
        }

        batch.Clear();
        buffer.Release(batch, maxRows, hasEnded);
        Rewind(batch);
        return arrival != Arrival.Nothing || batch.Count > 0;
    }

    private void Rewind(EventBatch next)
    {
        batch = next;
        (filled, head) = (0, 0);
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i].Count == 0) continue;
            if (filled == heads.Length) Array.Resize(ref heads, filled * 2);
            heads[filled++] = new ColumnHead(batch.Columns[i]);
        }
    }

    private bool FindHead()
    {
        var found = filled == 1 ? heads[0].IsThere : FindAmong();
        if (found)
        {
            ref readonly var next = ref heads[head];
            HeadTime = next.Time;
            HeadRank = next.Rank;
        }

        if (disorder?.RevisionAt is { } moment) (HeadTime, HeadRank) = (moment, EntryRank.Revision);
        return found;
    }

    private bool FindAmong()
    {
        var first = long.MaxValue;
        for (var i = 0; i < filled; i++)
        {
            if (!heads[i].IsThere || heads[i].Row >= first) continue;
            first = heads[i].Row;
            head = i;
        }

        return first != long.MaxValue;
    }

    private long NextOfOthers()
    {
        var next = long.MaxValue;
        for (var i = 0; i < filled; i++)
        {
            if (i != head && heads[i].IsThere) next = Math.Min(next, heads[i].Row);
        }

        return next;
    }
}
