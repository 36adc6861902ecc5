using Cep.Feeds.Files;
using Cep.Simulation;

namespace Cep.Cli;

/// <summary>
/// Puts a log out of order. Each event arrives at its own time plus a part of the shuffle's span, drawn for it; events of
/// equal time share out their draws in rising order, so that they arrive in the order of the log. An event can then come
/// after one of later time only while they are no further apart than the span: a disorder bound of the span finds none late.
/// </summary>
/// <remarks>Holds the events of one span, and the few that are made late until time has passed them.</remarks>
internal sealed class DisorderedLog(DisorderOptions options, ITickWriter writer)
{
    private const int BatchRows = 1024;
    private readonly SeededRandom random = new(options.Seed);
    private readonly long spanNanos = checked(options.Shuffle.Ticks * 100);
    private readonly long lateNanos = checked((options.LateBy ?? options.DefaultLateBy).Ticks * 100);
    private readonly HeldTicks ticks = new();
    private readonly PriorityQueue<(HeldTick Tick, long Time), (long Arrival, long Order)> waiting = new();
    private readonly PriorityQueue<(HeldTick Tick, long Time), (long Arrival, long Order)> late = new();
    private readonly List<HeldTick> moment = [];
    private readonly List<long> draws = [];
    private readonly EventBatch batch = new();
    private long momentTime = long.MinValue;
    private long reached = long.MinValue;
    private long order;

    /// <summary>Events read.</summary>
    public long Events { get; private set; }

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows earlier than one before them.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Rows that repeat another.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Rows that come later than a disorder bound of the span allows.</summary>
    public long Late { get; private set; }

    /// <summary>The most rows that were held at once.</summary>
    public int HeldMax { get; private set; }

    /// <summary>Takes the next rows of the log, in time order.</summary>
    public void Add(EventBatch rows)
    {
        Span<int> next = stackalloc int[rows.Columns.Count];
        for (var left = rows.Count; left > 0; left--)
        {
            var from = FirstOf(rows, next);
            Add(rows.Columns[from], next[from]++);
        }
    }

    /// <summary>Writes what is still held.</summary>
    public void Complete()
    {
        EndMoment();
        Release(long.MaxValue);
        while (late.TryDequeue(out var held, out _)) Write(held.Tick, held.Time);
        Flush();
    }

    private static int FirstOf(EventBatch rows, ReadOnlySpan<int> next)
    {
        var (first, at) = (long.MaxValue, 0);
        for (var i = 0; i < next.Length; i++)
        {
            var column = rows.Columns[i];
            if (next[i] >= column.Count || column.Sequences[next[i]] >= first) continue;
            (first, at) = (column.Sequences[next[i]], i);
        }

        return at;
    }

    private void Add(Column column, int row)
    {
        var time = column.Times[row];
        if (time != momentTime)
        {
            EndMoment();
            Release(time);
            momentTime = time;
        }

        Events++;
        var tick = ticks.Keep(column, row);
        if (options.Late > 0 && random.NextChance(options.Late))
        {
            late.Enqueue((tick, time), (After(time, lateNanos), order++));
            return;
        }

        moment.Add(tick);
        if (options.Duplicate == 0 || !random.NextChance(options.Duplicate)) return;
        moment.Add(ticks.KeepAgain(tick));
        Duplicates++;
    }

    /// <summary>All events of a time are there: draws when they arrive.</summary>
    private void EndMoment()
    {
        draws.Clear();
        for (var i = 0; i < moment.Count; i++) draws.Add(spanNanos == 0 ? 0 : random.NextLong(spanNanos + 1));
        draws.Sort();
        for (var i = 0; i < moment.Count; i++) waiting.Enqueue((moment[i], momentTime), (After(momentTime, draws[i]), order++));
        moment.Clear();
        HeldMax = Math.Max(HeldMax, ticks.Count);
    }

    /// <summary>Writes what arrives before anything of this time or later can.</summary>
    private void Release(long time)
    {
        while (waiting.TryPeek(out var held, out var place) && (place.Arrival < time || time == long.MaxValue))
        {
            ReleaseLate(place.Arrival);
            waiting.Dequeue();
            Write(held.Tick, held.Time);
        }
    }

    /// <summary>An event is let go late only when its feed has passed it by more than the span; else a replay would not find it late.</summary>
    private void ReleaseLate(long arrival)
    {
        while (late.TryPeek(out var held, out var place) && place.Arrival <= arrival && After(held.Time, spanNanos) < reached)
        {
            late.Dequeue();
            Write(held.Tick, held.Time);
        }
    }

    private void Write(HeldTick tick, long time)
    {
        if (time < reached) OutOfOrder++;
        if (After(time, spanNanos) < reached) Late++;
        reached = Math.Max(reached, time);
        ticks.Release(tick, batch, Rows++);
        if (batch.Count == BatchRows) Flush();
    }

    private void Flush()
    {
        if (batch.Count > 0) writer.Write(batch);
        batch.Clear();
    }

    private static long After(long time, long nanos) => time > long.MaxValue - nanos ? long.MaxValue : time + nanos;
}
