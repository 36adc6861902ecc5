using System.Runtime.InteropServices;

namespace Cep;

/// <summary>
/// Puts the events of one feed in order: holds those that an earlier one may still precede, and gives them out by event
/// time, those of equal time as they arrived. What is late depends on the feed's own rows alone, never on how they were
/// cut into batches.
/// </summary>
internal sealed class DisorderBuffer(LateRows lateRows)
{
    private readonly Queue<EventBatch> emptied = new();
    private readonly RowWalk walk = new();
    private List<Held> held = [];
    private List<Held> merged = [];
    private long arrivals;
    private int released;

    /// <summary>Whether everything that came was given out.</summary>
    public bool IsEmpty => released == held.Count;

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
            var time = walk.Column.Times[walk.Row];
            if (time < lateRows.Watermark && !lateRows.Admit(batch, walk.Position, ref time, round)) continue;
            held.Add(new Held(time, arrivals++, source, walk.Column, walk.Row));
            source.Rows++;
            lateRows.Reach(time);
        }

        if (source.Rows == 0) Recycle(batch);
        else SortFrom(fresh);
    }

    /// <summary>Moves the events that nothing can precede any more into an empty batch.</summary>
    /// <param name="into">The batch.</param>
    /// <param name="maxRows">How many events at the most.</param>
    /// <param name="hasEnded">Nothing more will come, so all can go.</param>
    public void Release(EventBatch into, int maxRows, bool hasEnded)
    {
        var rows = CollectionsMarshal.AsSpan(held);
        var limit = hasEnded ? long.MaxValue : lateRows.Watermark;
        var count = 0;
        while (released < rows.Length && count < maxRows && rows[released].Time <= limit)
        {
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

    private void Recycle(EventBatch batch)
    {
        batch.Clear();
        emptied.Enqueue(batch);
    }

    /// <summary>A batch of the feed and how many of its rows still wait.</summary>
    private sealed class Source(EventBatch batch)
    {
        public EventBatch Batch => batch;

        public int Rows { get; set; }
    }

    private readonly record struct Held(long Time, long Arrival, Source Source, Column Column, int Row) : IComparable<Held>
    {
        public int CompareTo(Held other)
        {
            var order = Time.CompareTo(other.Time);
            return order == 0 ? Arrival.CompareTo(other.Arrival) : order;
        }
    }
}
