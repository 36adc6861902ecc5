using System.Runtime.ExceptionServices;

namespace Cep;

/// <summary>
/// Makes one log of all feeds: merges them by event time, ties by the feeds' names, gives each event its sequence number
/// and says how far time has come.
/// </summary>
internal sealed partial class Sequencer : IDisposable
{
    private const int MaxReadRows = 1024;

    /// <summary>Feeds that are open at once beyond these are read on the calling thread: a thread for each of thousands would help nobody.</summary>
    private const int MaxReadersAhead = 64;

    /// <summary>So that a run that begins late in its input still reports and can be stopped on the way there.</summary>
    private const int MaxPassedOver = 1 << 20;

    private readonly EngineOptions options;
    private readonly RunTally tally;
    private readonly Queue<(IFeed Feed, int Order)> unopened;
    private readonly CursorQueue open = new();
    private readonly long bytesTotal;
    private readonly List<FeedStatus> closed = [];
    private long bytesClosed;
    private long sequence;
    private long lastTime = long.MinValue;
    private long watermark = long.MinValue;
    private long toldTime = long.MinValue;
    private ExceptionDispatchInfo? failure;

    public Sequencer(IReadOnlyList<IFeed> feeds, EngineOptions options, RunTally tally, CancellationToken stop = default)
    {
        this.options = options;
        this.tally = tally;
        this.stop = stop;
        arrivals = new Arrivals(options.Clock);
        idle = new IdleFeeds(options.Clock);
        ending = stop.Register(arrivals.Signal);
        bytesTotal = feeds.Sum(feed => feed.Length);
        if (options.Start is { } start) Snapshot.Decode(() => Load(start));
        unopened = new Queue<(IFeed, int)>(feeds
            .OrderBy(feed => feed.Name, StringComparer.Ordinal)
            .Select((feed, order) => (feed, order))
            .Where(entry => !ended.Contains(entry.feed.Name))
            .OrderBy(entry => entry.feed.Earliest));
    }

    /// <summary>The run has come to <see cref="EngineOptions.StopAt"/> and all before it was given out.</summary>
    public bool HasStopped { get; private set; }

    public RunProgress Progress => new(
        tally.Events, new EventTime(lastTime), bytesClosed + open.Cursors.Sum(static cursor => cursor.BytesRead), bytesTotal, HeldBy);

    /// <summary>Fills a round with the next events.</summary>
    /// <returns>False when this round is the last.</returns>
    /// <exception cref="FeedException">A feed broke off; the rounds before held all that was read until then.</exception>
    public bool Next(Round round)
    {
        failure?.Throw();
        round.Clear();
        var more = true;
        try
        {
            more = Fill(round);
        }
        catch (FeedException fault)
        {
            failure = ExceptionDispatchInfo.Capture(fault);
        }

        round.LastTime = toldTime = lastTime;
        if (lastTime > long.MinValue) watermark = Math.Max(watermark, lastTime - 1);
        round.Watermark = more ? watermark : long.MaxValue;
        return more;
    }

    private bool Fill(Round round)
    {
        var limit = long.MaxValue;
        var passedOver = tally.OutOfRange;

        // A feed whose events interleave with others' gives those of one moment; how far it may go on is found out for one that is first again.
        FeedCursor? before = null;
        while (round.Events.Count < options.BatchSize && tally.OutOfRange - passedOver < MaxPassedOver)
        {
            if (!OpenDue(round) || open.First.HeadTime >= options.To.Nanos) return false;
            var cursor = open.First;
            if (cursor.HeadTime >= options.StopAt.Nanos)
            {
                HasStopped = round.IsEmpty && lastTime == toldTime;
                return true;
            }

            if (cursor.IsWaiting)
            {
                if (!AskAgain(cursor, round)) return true;
                continue;
            }

            if (cursor.HeadRank == EntryRank.Revision)
            {
                if (round.Events.Count == 0) TakeRevision(round);
                return true;
            }

            if (cursor.HeadRank == EntryRank.Heartbeat)
            {
                PassHeartbeat(round);
                continue;
            }

            if (round.Events.Count == 0) limit = SpanLimit(cursor.HeadTime);
            if (cursor.HeadTime >= limit) return true;
            Take(cursor, Math.Min(limit, cursor == before || open.Count <= 4 || round.Events.Count == 0 ? RunLimit(cursor) : After(cursor.HeadTime)), round);
            before = cursor;
            AdvanceFirst(round);
        }

        return true;
    }

    public void Dispose()
    {
        ending.Dispose();
        foreach (var cursor in open.Cursors) cursor.Dispose();
        open.Clear();
    }

    /// <summary>Opens the feeds that may hold the next event; a feed that begins later is left closed until then.</summary>
    /// <returns>False when all feeds have ended.</returns>
    private bool OpenDue(Round round)
    {
        if (unopened.Count == 0) return open.Count > 0;
        var due = open.Count > 0 ? open.First.HeadTime : long.MaxValue;
        while (unopened.TryPeek(out var next) && next.Feed.Earliest.Nanos <= due)
        {
            unopened.Dequeue();
            var readAhead = options.ReadAhead && open.Count < MaxReadersAhead;
            var maxRows = Math.Min(options.BatchSize, MaxReadRows);
            var cursor = new FeedCursor(next.Feed, next.Order, maxRows, readAhead, options, arrivals, tally);
            if (TakeSaved(next.Feed.Name) is { } saved) Snapshot.Decode(() => cursor.Load(saved));
            if (!GoesOn(cursor, round)) continue;
            open.Add(cursor);
            due = Math.Min(due, cursor.HeadTime);
        }

        return open.Count > 0;
    }

    /// <summary>Puts the first in line where its next entry belongs.</summary>
    private void AdvanceFirst(Round round)
    {
        if (GoesOn(open.First, round)) open.MoveFirst();
    }

    /// <summary>Finds a feed's next entry, or closes the feed when there is none.</summary>
    private bool GoesOn(FeedCursor cursor, Round round)
    {
        var goesOn = false;
        try
        {
            return goesOn = cursor.Advance(round);
        }
        finally
        {
            if (!goesOn) Close(cursor);
        }
    }

    private void Close(FeedCursor cursor)
    {
        open.Remove(cursor);
        bytesClosed += cursor.Length;
        closed.Add(cursor.Status(hasClosed: true));
        cursor.Dispose();
    }

    /// <summary>The time up to which the first cursor's events are next whatever the other feeds hold.</summary>
    private long RunLimit(FeedCursor cursor)
    {
        var limit = Math.Min(options.To.Nanos, options.StopAt.Nanos);
        if (cursor.HeadTime < options.From.Nanos) limit = Math.Min(limit, options.From.Nanos);
        if (unopened.TryPeek(out var next)) limit = Math.Min(limit, next.Feed.Earliest.Nanos);
        if (open.FindSecond() is { } other) limit = Math.Min(limit, other.Order > cursor.Order && other.HeadRank == EntryRank.Event ? After(other.HeadTime) : other.HeadTime);
        return limit;
    }

    private static long After(long time) => time == long.MaxValue ? time : time + 1;

    private long SpanLimit(long start)
    {
        var span = options.RoundSpan.Ticks * 100;
        return span == 0 || start > long.MaxValue - span ? long.MaxValue : start + span;
    }

    /// <summary>
    /// Makes a round of the late events of the first feed in line. All events before the moment at which they become known
    /// went before; that moment's own have not.
    /// </summary>
    private void TakeRevision(Round round)
    {
        var cursor = open.First;
        watermark = cursor.HeadTime - 1;
        cursor.TakeRevision(round.Events, sequence);
        round.IsRevision = true;
        sequence += round.Events.Count;
        PassOverEarly(round.Events);
        tally.Revised += round.Events.Count;
        if (round.Events.Count > 0)
        {
            Count(round.Events.Count, LastOf(round.Events), round.Events);
            // It is an entry of the log at its moment, like a heartbeat: what is due by then has come.
            lastTime = Math.Max(lastTime, watermark + 1);
        }

        AdvanceFirst(round);
    }

    /// <summary>Takes out the late events that are before the range.</summary>
    private void PassOverEarly(EventBatch late)
    {
        foreach (var column in late.Columns)
        {
            var outside = WindowGrid.FirstAtOrAfter(column.Times, options.From.Nanos);
            if (outside == 0) continue;
            var isKept = new bool[column.Count];
            isKept.AsSpan(outside).Fill(true);
            column.Keep(isKept);
            tally.OutOfRange += outside;
        }

        late.Recount();
    }

    private void Take(FeedCursor cursor, long limit, Round round)
    {
        var isInRange = cursor.HeadTime >= options.From.Nanos;
        if (isInRange && round.Events.Count == 0 && cursor.CanHandOver(limit, options.BatchSize))
        {
            round.Events = cursor.HandOver(round.Events);
            Number(round.Events);
            Count(round.Events.Count, LastOf(round.Events), round.Events);
            return;
        }

        var taken = cursor.TakeRun(isInRange ? round.Events : null, limit, options.BatchSize - round.Events.Count, sequence);
        sequence += taken;
        if (!isInRange)
        {
            tally.OutOfRange += taken;
            return;
        }

        Count(taken, cursor.TakenTime, round.Events);
    }

    /// <summary>Gives the rows of a batch that is handed on whole their sequence numbers.</summary>
    private void Number(EventBatch batch)
    {
        var columns = batch.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Count == batch.Count) columns[i].FirstSequence = sequence;
            else columns[i].AddToSequences(sequence);
        }

        sequence += batch.Count;
    }

    private void Count(int events, long last, EventBatch batch)
    {
        if (tally.Events == 0) tally.First = new EventTime(FirstOf(batch));
        lastTime = Math.Max(lastTime, last);
        tally.Events += events;
        tally.Last = new EventTime(lastTime);
    }

    private static long FirstOf(EventBatch batch) => batch.Columns.Where(static column => column.Count > 0).Min(static column => column.Times[0]);

    private static long LastOf(EventBatch batch)
    {
        var last = long.MinValue;
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i].Count > 0) last = Math.Max(last, batch.Columns[i].Times[^1]);
        }

        return last;
    }
}
