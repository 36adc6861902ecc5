using System.Numerics;

namespace Cep;

/// <summary>
/// Who runs which slice of the keys. Rounds wait in groups, in a ring, until every slice is through with them; a thread
/// that asks for work gets the slice that is furthest behind. A busy key thus delays its own slice, not the others of a
/// thread, and a thread that is slow or has other things to do takes fewer.
/// </summary>
internal sealed class SliceTable
{
    private const int SlicesPerShard = 2;

    /// <summary>Rows of each slice in a full group: enough to spread the cost of a step thin, few enough for its cache.</summary>
    private const int RowsOfSlice = 512;

    private readonly RoundGroup[] ring;
    private readonly Slice[] bySlice;
    private readonly long[] done;
    private readonly int[] taken;
    private readonly Lock opening = new();
    private long published;
    private readonly long intervalNanos;
    private long nextInterval = long.MinValue;
    private volatile bool isOpen;

    /// <param name="shards">How many threads share the slices.</param>
    /// <param name="queueLength">How many rounds may wait, about.</param>
    /// <param name="intervalNanos">The most event time that a group may span, more or less; 0 for no limit.</param>
    /// <param name="create">Makes the run of a slice, of so many.</param>
    public SliceTable(int shards, int queueLength, long intervalNanos, Func<int, int, MeasuredRun> create)
    {
        this.intervalNanos = intervalNanos;
        Count = (int)BitOperations.RoundUpToPowerOf2((uint)(shards * SlicesPerShard));
        ring = new RoundGroup[Math.Max(2, queueLength / 8)];
        for (var i = 0; i < ring.Length; i++) ring[i] = new RoundGroup(Count);
        bySlice = new Slice[Count];
        for (var i = 0; i < Count; i++) bySlice[i] = new Slice(create(i, Count), i, Count);
        done = new long[Count];
        taken = new int[Count];
    }

    /// <summary>How many slices there are, a power of two; key k belongs to slice k mod n and is k div n there.</summary>
    public int Count { get; }

    /// <summary>The rules of each slice. Theirs to touch only while no group is under way.</summary>
    public IReadOnlyList<MeasuredRun> Runs => Array.ConvertAll(bySlice, slice => slice.Rules);

    /// <summary>Groups that were published.</summary>
    public long Published => Volatile.Read(ref published);

    /// <summary>Groups that every slice is through with.</summary>
    public long Done
    {
        get
        {
            var least = long.MaxValue;
            for (var i = 0; i < done.Length; i++) least = Math.Min(least, Volatile.Read(ref done[i]));
            return least;
        }
    }

    /// <summary>Whether there is something that an idle thread could do.</summary>
    public bool HasWork => isOpen || Choose(0) >= 0;

    /// <summary>Whether a group was begun that is not published yet.</summary>
    public bool HasOpen => isOpen;

    public RoundGroup GroupAt(long number) => ring[number % ring.Length];

    /// <summary>Adds a round to the open group and publishes it when nothing more should go into it. Only one thread adds.</summary>
    /// <param name="round">The round.</param>
    /// <param name="collected">The groups that were collected: each is free again.</param>
    /// <returns>False while there is no room.</returns>
    public bool TryAdd(Round round, long collected)
    {
        lock (opening)
        {
            if (isOpen && round.IsRevision) Publish();
            if (published - collected >= ring.Length) return false;
            // Until the round is in, an idle thread sees nothing to publish and does not wait for the lock.
            isOpen = false;
            var group = GroupAt(published);
            group.Add(round);
            if (round.IsRevision || group.Rows >= RowsOfSlice * Count || PassesInterval(round.Watermark)) Publish();
            else isOpen = true;
            return true;
        }
    }

    /// <summary>Publishes the open group before it is full, for a thread that has nothing else to do.</summary>
    /// <returns>False when there is none or it is in another thread's hands.</returns>
    public bool TryPublish()
    {
        if (!isOpen || !opening.TryEnter()) return false;
        try
        {
            if (!isOpen) return false;
            Publish();
            return true;
        }
        finally
        {
            opening.Exit();
        }
    }

    /// <summary>Runs the slice that is furthest behind.</summary>
    /// <returns>False when there is none to run.</returns>
    public bool TryRun(int thread)
    {
        int slice;
        do
        {
            slice = Choose(thread * SlicesPerShard);
            if (slice < 0) return false;
        }
        while (Interlocked.CompareExchange(ref taken[slice], 1, 0) != 0);

        // Another thread may have run the slice since it was chosen.
        var number = done[slice];
        if (number < Published)
        {
            bySlice[slice].Run(GroupAt(number));
            Volatile.Write(ref done[slice], number + 1);
        }

        Volatile.Write(ref taken[slice], 0);
        return true;
    }

    private bool PassesInterval(long watermark)
    {
        if (intervalNanos == 0 || watermark < nextInterval) return false;
        nextInterval = TimerOrder.After(watermark - watermark % intervalNanos, intervalNanos);
        return true;
    }

    private void Publish()
    {
        Volatile.Write(ref published, published + 1);
        isOpen = false;
    }

    private int Choose(int start)
    {
        var least = Published;
        var chosen = -1;
        for (var i = 0; i < done.Length; i++)
        {
            var slice = (start + i) & (done.Length - 1);
            var reached = Volatile.Read(ref done[slice]);
            if (reached >= least || Volatile.Read(ref taken[slice]) != 0) continue;
            least = reached;
            chosen = slice;
        }

        return chosen;
    }
}
