namespace Cep;

/// <summary>The place in an opened feed up to which its events were merged into the log.</summary>
internal sealed class FeedCursor : IDisposable
{
    private readonly IFeed feed;
    private readonly BatchSource source;
    private readonly OrderCheck check;
    private readonly DisorderBuffer? disorder;
    private readonly RunTally tally;
    private readonly int maxRows;
    private EventBatch batch = new();
    private bool hasEnded;
    private int[] positions = [];
    private int head;

    public FeedCursor(IFeed feed, int order, int maxRows, EngineOptions options, bool readAhead, RunTally tally)
    {
        this.feed = feed;
        Order = order;
        this.tally = tally;
        this.maxRows = maxRows;
        var timing = options.TimingOf(feed);
        var lateRows = new LateRows(feed, timing, options.To, tally);
        check = new OrderCheck(lateRows);
        if (timing.DisorderBound > TimeSpan.Zero || timing.AllowedLateness > TimeSpan.Zero)
        {
            disorder = new DisorderBuffer(lateRows, timing.AllowedLateness.Ticks * 100);
        }

        source = BatchSource.Open(feed, maxRows, readAhead);
    }

    /// <summary>Breaks ties between feeds: the rank of the feed's name.</summary>
    public int Order { get; }

    /// <summary>Time of the next event; for late ones the time at which they become known.</summary>
    public long HeadTime { get; private set; }

    /// <summary>The next events are late ones, see <see cref="Round.IsRevision"/>.</summary>
    public bool IsRevision => disorder is { RevisionAt: not null };

    public long BytesRead => source.BytesRead;

    public long Length => feed.Length;

    /// <summary>Finds the next event, reading on when the batch is used up.</summary>
    /// <returns>False when the feed has ended.</returns>
    public bool Advance(Round round)
    {
        while (!FindHead())
        {
            if (hasEnded && disorder is null or { IsEmpty: true }) return false;
            if (disorder is null) ReadOrdered(round);
            else ReadDisordered(disorder, round);
        }

        return true;
    }

    /// <summary>The whole batch can go on as it is: nothing of it was taken or dropped and its last event is before the limit.</summary>
    public bool CanHandOver(long limit, int maxRows)
    {
        if ((disorder is null && !check.IsWhole) || batch.Count > maxRows) return false;
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (positions[i] != 0) return false;
            var times = batch.Columns[i].Times;
            if (times.Length > 0 && times[^1] >= limit) return false;
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
        var from = batch.Columns[head];
        var start = positions[head];
        var stop = Math.Min(start + (long)maxRows, from.Count);
        var other = NextOfOthers();
        var end = start + 1;
        var times = from.Times;
        var rows = from.Sequences;
        while (end < stop && times[end] < limit && rows[end] < other) end++;
        positions[head] = end;
        if (into is not null) AppendRun(into, from, start, end - start, sequence);
        return end - start;
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

    private static void AppendRun(EventBatch into, Column from, int start, int count, long sequence)
    {
        var column = into.LikeColumn(from);
        column.WriteOutSequences();
        var first = column.Count;
        column.Append(from, start, count);
        var sequences = column.Sequences;
        for (var i = first; i < sequences.Length; i++) sequences[i] = sequence++;
    }

    private void ReadOrdered(Round round)
    {
        if (source.Next(batch) is not { } next)
        {
            hasEnded = true;
            return;
        }

        tally.Skipped += next.SkippedRows;
        Rewind(next);
        check.Check(next, round);
    }

    private void ReadDisordered(DisorderBuffer buffer, Round round)
    {
        if (!hasEnded && source.Next(buffer.EmptyBatch()) is { } next)
        {
            tally.Skipped += next.SkippedRows;
            buffer.Take(next, round);
        }
        else
        {
            hasEnded = true;
        }

        batch.Clear();
        buffer.Release(batch, maxRows, hasEnded);
        Rewind(batch);
    }

    private void Rewind(EventBatch next)
    {
        batch = next;
        if (positions.Length < batch.Columns.Count) positions = new int[batch.Columns.Count];
        Array.Clear(positions);
    }

    private bool FindHead()
    {
        var first = long.MaxValue;
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            var column = batch.Columns[i];
            if (positions[i] >= column.Count || column.Sequences[positions[i]] >= first) continue;
            first = column.Sequences[positions[i]];
            head = i;
            HeadTime = column.Times[positions[i]];
        }

        if (disorder?.RevisionAt is { } moment) HeadTime = moment;

        return first != long.MaxValue;
    }

    private long NextOfOthers()
    {
        var next = long.MaxValue;
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            var column = batch.Columns[i];
            if (i != head && positions[i] < column.Count) next = Math.Min(next, column.Sequences[positions[i]]);
        }

        return next;
    }
}
