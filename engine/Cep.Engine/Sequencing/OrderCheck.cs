using System.Numerics;

namespace Cep;

/// <summary>
/// Sifts the events of one feed that come later than their time, and gives the feed's dead letters the time of the event
/// before them.
/// </summary>
internal sealed class OrderCheck(string feed, RunTally tally)
{
    private long reached = long.MinValue;

    /// <summary>The last batch lost nothing, so its rows are numbered without gaps.</summary>
    public bool IsWhole { get; private set; }

    public void Check(EventBatch batch, Round round)
    {
        tally.Skipped += batch.SkippedRows;
        IsWhole = batch.DeadLetters.Count == 0 && IsOrdered(batch);
        if (!IsWhole) Sift(batch, round);
    }

    /// <summary>The case of nearly all batches: one type, rows in order.</summary>
    private bool IsOrdered(EventBatch batch)
    {
        Column? only = null;
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (batch.Columns[i].Count == 0) continue;
            if (only is not null) return false;
            only = batch.Columns[i];
        }

        if (only is null) return true;
        var times = only.Times;
        if (times[0] < reached || !IsAscending(times)) return false;
        reached = times[^1];
        return true;
    }

    private static bool IsAscending(ReadOnlySpan<long> times)
    {
        var row = 1;
        for (; row + Vector<long>.Count <= times.Length; row += Vector<long>.Count)
        {
            if (Vector.LessThanAny(new Vector<long>(times[row..]), new Vector<long>(times[(row - 1)..]))) return false;
        }

        for (; row < times.Length; row++)
        {
            if (times[row] < times[row - 1]) return false;
        }

        return true;
    }

    /// <summary>Walks over all rows in the order of the feed.</summary>
    private void Sift(EventBatch batch, Round round)
    {
        var columns = batch.Columns;
        var next = new int[columns.Count];
        var kept = new bool[columns.Count][];
        for (var i = 0; i < kept.Length; i++) kept[i] = new bool[columns[i].Count];
        var letters = 0;
        for (var row = 0; row <= batch.Count; row++)
        {
            for (; letters < batch.DeadLetters.Count && batch.DeadLetters[letters].Row <= row; letters++)
            {
                round.Malformed.Add(batch.DeadLetters[letters].Letter with { Time = new EventTime(reached) });
            }

            if (row < batch.Count) Place(batch, row, next, kept, round);
        }

        for (var i = 0; i < kept.Length; i++) columns[i].Keep(kept[i]);
    }

    private void Place(EventBatch batch, int row, int[] next, bool[][] kept, Round round)
    {
        for (var i = 0; i < next.Length; i++)
        {
            var column = batch.Columns[i];
            var at = next[i];
            if (at >= column.Count || column.Sequences[at] != row) continue;
            next[i]++;
            var time = column.Times[at];
            kept[i][at] = time >= reached;
            if (time >= reached)
            {
                reached = time;
                return;
            }

            tally.Late++;
            round.Late.Add(new LateEvent(feed, batch.Positions.Of(row), new EventTime(time), new EventTime(reached)));
            return;
        }
    }
}
