using System.Runtime.InteropServices;

namespace Cep;

/// <summary>
/// Puts the events of one feed in order: holds those that an earlier one may still precede, and gives them out by event
/// time, those of equal time as they arrived. What is late depends on the feed's own rows alone, never on how they were
/// cut into batches.
/// </summary>
/// <remarks>
/// A late event within the allowed lateness is given out at the time that the feed had reached when it came, less the
/// bound, before the events of that time: until then nothing of it was known.
/// </remarks>
internal sealed class DisorderBuffer(LateRows lateRows, long allowedNanos)
{
    private readonly Queue<EventBatch> emptied = new();
    private readonly RowWalk walk = new();
    private List<Held> held = [];
    private List<Held> merged = [];
    private long arrivals;
    private int released;

    /// <summary>Whether everything that came was given out.</summary>
    public bool IsEmpty => released == held.Count;

    /// <summary>Late events may still come that change what was said.</summary>
    public bool MayRevise => allowedNanos > 0;

    /// <summary>The last batch holds late events, which become known at this time; null when it holds events in order.</summary>
    public long? RevisionAt { get; private set; }

    /// <summary>A batch to read into.</summary>
    public EventBatch EmptyBatch() => emptied.TryDequeue(out var batch) ? batch : new EventBatch();

    /// <summary>Takes a batch of the feed.</summary>
    public void Take(EventBatch batch, Round round)
    {
        var source = new Source(batch);
        var fresh = held.Count;
        walk.Start(batch);
        while (walk.Next(round, lateRows))
        {
            if (walk.Column is Column<HeartbeatRow>) Hear(source, round);
            else Admit(batch, source, round);
        }

        if (source.Rows == 0) Recycle(batch);
        else SortFrom(fresh);
    }

    /// <summary>Moves the events that nothing can precede any more into an empty batch.</summary>
    /// <param name="into">The batch.</param>
    /// <param name="maxRows">How many events at the most; late ones of one moment stay together.</param>
    /// <param name="hasEnded">Nothing more will come, so all can go.</param>
    public void Release(EventBatch into, int maxRows, bool hasEnded)
    {
        var rows = CollectionsMarshal.AsSpan(held);
        var heartbeatLimit = hasEnded ? long.MaxValue : lateRows.Watermark;
        var limit = hasEnded ? long.MaxValue : allowedNanos > 0 ? BeforeWatermark() : lateRows.Watermark;
        var count = 0;
        RevisionAt = released < rows.Length && rows[released].Rank == EntryRank.Revision ? rows[released].Moment : null;
        while (released < rows.Length && rows[released].Moment <= (rows[released].Rank == EntryRank.Heartbeat ? heartbeatLimit : limit))
        {
            var isRevision = rows[released].Rank == EntryRank.Revision;
            if (RevisionAt is null ? isRevision || count == maxRows : !isRevision || rows[released].Moment != RevisionAt) break;
            ref var row = ref rows[released++];
            var column = into.LikeColumn(row.Column);
            column.Append(row.Column, row.Row, 1);
            column.Times[^1] = row.Time;
            column.Sequences[^1] = count++;
            if (--row.Source.Rows == 0) Recycle(row.Source.Batch);
        }

        into.Recount();
        if (released < 4096 && released * 2 < held.Count) return;
        held.RemoveRange(0, released);
        released = 0;
    }

    /// <summary>A late event comes before those that are as late as the watermark, so these wait until no other is to come.</summary>
    private long BeforeWatermark() => Math.Max(lateRows.Watermark, long.MinValue + 1) - 1;

    private void Hear(Source source, Round round)
    {
        var time = walk.Column.Times[walk.Row];
        if (lateRows.Hear(time, round)) Hold(time, EntryRank.Heartbeat, time, source);
    }

    private void Admit(EventBatch batch, Source source, Round round)
    {
        var time = walk.Column.Times[walk.Row];
        var watermark = lateRows.Watermark;
        var isRevision = time < watermark && watermark - time <= allowedNanos;
        if (isRevision || time >= watermark || lateRows.Admit(batch, walk, ref time, round))
        {
            Hold(isRevision ? watermark : time, isRevision ? EntryRank.Revision : EntryRank.Event, time, source);
            lateRows.Reach(time);
        }

        lateRows.Count(1);
    }

    private void Hold(long moment, EntryRank rank, long time, Source source)
    {
        held.Add(new Held(moment, rank, time, arrivals++, source, walk.Column, walk.Row));
        source.Rows++;
    }

    /// <summary>The rows before were in order; those that came with the last batch are sorted and merged with them.</summary>
    private void SortFrom(int fresh)
    {
        var rows = CollectionsMarshal.AsSpan(held);
        rows[fresh..].Sort();
        if (fresh == released || rows[fresh - 1].CompareTo(rows[fresh]) <= 0) return;
        merged.Clear();
        var (left, right) = (released, fresh);
        while (left < fresh && right < rows.Length) merged.Add(rows[left].CompareTo(rows[right]) < 0 ? rows[left++] : rows[right++]);
        merged.AddRange(rows[left..fresh]);
        merged.AddRange(rows[right..]);
        (held, merged) = (merged, held);
        released = 0;
    }

    /// <summary>Takes a batch back that is of no more use.</summary>
    public void Recycle(EventBatch batch)
    {
        batch.Clear();
        emptied.Enqueue(batch);
    }

    /// <summary>Saves the events that wait.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(RevisionAt);
        writer.Write(held.Count - released);
        foreach (var row in held.Skip(released))
        {
            writer.Write(row.Moment);
            writer.Write(row.Rank);
            writer.Write(row.Time);
            SavedEvents.Write(writer, row.Column, row.Row);
        }
    }

    /// <summary>Takes the events that were saved.</summary>
    public void Load(StateReader reader)
    {
        RevisionAt = reader.Read<long?>();
        var count = reader.Read<int>();
        var source = new Source(EmptyBatch());
        for (var i = 0; i < count; i++)
        {
            var (moment, rank, time) = (reader.Read<long>(), reader.Read<EntryRank>(), reader.Read<long>());
            var column = SavedEvents.Read(reader, source.Batch, i);
            held.Add(new Held(moment, rank, time, arrivals++, source, column, column.Count - 1));
        }

        source.Rows = count;
    }

    /// <summary>A batch of the feed and how many of its rows still wait.</summary>
    private sealed class Source(EventBatch batch)
    {
        public EventBatch Batch => batch;

        public int Rows { get; set; }
    }

    /// <param name="Moment">Its time; for a late event the time at which it becomes known.</param>
    /// <param name="Rank">Its rank among the entries of its moment.</param>
    /// <param name="Time">Its time.</param>
    /// <param name="Arrival">Counts the rows of the feed.</param>
    /// <param name="Source">Its batch.</param>
    /// <param name="Column">Its column there.</param>
    /// <param name="Row">Its row there.</param>
    private readonly record struct Held(
        long Moment, EntryRank Rank, long Time, long Arrival, Source Source, Column Column, int Row) : IComparable<Held>
    {
        public int CompareTo(Held other)
        {
            var order = Moment.CompareTo(other.Moment);
            if (order == 0) order = Rank.CompareTo(other.Rank);
            if (order == 0) order = Time.CompareTo(other.Time);
            return order == 0 ? Arrival.CompareTo(other.Arrival) : order;
        }
    }
}
