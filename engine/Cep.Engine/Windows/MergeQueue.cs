using System.Numerics;

namespace Cep;

/// <summary>Merges two states, the earlier one first.</summary>
internal delegate S Merge<S>(in S earlier, in S later);

/// <summary>
/// A queue of states with the merge of all of them at hand: adding, dropping and asking cost a constant number of merges,
/// on average over a run, and nothing is ever subtracted, so no error grows.
/// </summary>
/// <remarks>
/// Two stacks in one ring: entries before <c>middle</c> hold the merge of themselves up to it, those after are as they
/// came and merged in <c>back</c>. When the front is used up the back becomes the front. Source: Tangwongsan, Hirzel,
/// Schneider, "Low-latency sliding-window aggregation in worst-case constant time", DEBS 2017 (there: Two-Stacks).
/// </remarks>
internal sealed class MergeQueue<S>
{
    private Entry[] entries = new Entry[4];

    /// <summary>Where the first entry lies. The other two may be beyond the end of the ring, where it starts anew.</summary>
    private int head;
    private int middle;
    private int tail;
    private S back = default!;

    public bool IsEmpty => head == tail;

    /// <summary>How many events the queue holds.</summary>
    public long Count { get; private set; }

    /// <summary>The inputs of the queue's events.</summary>
    public Causes Causes
    {
        get
        {
            var ends = head == middle ? backEnds : middle == tail ? EntryAt(head).Causes : EntryAt(head).Causes.And(backEnds);
            return ends with { Count = causeCount };
        }
    }

    /// <summary>The first and last input of the back. They are merged as states are: later rows may have earlier inputs.</summary>
    private Causes backEnds;

    private long causeCount;

    /// <summary>How many bytes the queue holds. The room beyond is left out: it may be what another key has needed.</summary>
    public long SizeInBytes
    {
        get
        {
            var bytes = KeyFigures.SizeOf(back);
            for (var i = head; i < tail; i++) bytes += KeyFigures.SizeOf(EntryAt(i));
            return bytes;
        }
    }

    /// <summary>Asks for the oldest state, which will be needed soon.</summary>
    public void Fetch() => Cache.Fetch(ref EntryAt(head));

    /// <summary>Adds a state.</summary>
    public void Add(long time, in S state, long count, Causes causes, Merge<S> merge)
    {
        if (tail - head == entries.Length) MakeRoom();
        back = middle == tail ? state : merge(back, state);
        backEnds = middle == tail ? causes : backEnds.And(causes);
        EntryAt(tail++) = new Entry(time, count, causes, state);
        Count += count;
        causeCount += causes.Count;
    }

    /// <summary>Drops the states with a time up to this one.</summary>
    public void DropUntil(long time, Merge<S> merge)
    {
        while (head < tail && EntryAt(head).Time <= time)
        {
            ref var dropped = ref EntryAt(head++);
            Count -= dropped.Count;
            causeCount -= dropped.Causes.Count;
            dropped.State = default!;
        }

        if (head > middle || (head == middle && head < tail)) Turn(merge);
        if (head >= entries.Length) (head, middle, tail) = (head - entries.Length, middle - entries.Length, tail - entries.Length);
        if (head < tail) return;
        head = middle = tail = 0;
        back = default!;
    }

    /// <summary>The merge of all states; the queue is not empty.</summary>
    public S Total(Merge<S> merge) => middle == tail ? EntryAt(head).State : head == middle ? back : merge(EntryAt(head).State, back);

    /// <summary>Continues merges of panes that come after those of the queue, from its newest to its oldest.</summary>
    public void AddRunsTo(List<PaneRun<S>> runs, Merge<S> merge)
    {
        var later = runs.Count;
        for (var i = tail - 1; i >= head; i--)
        {
            ref readonly var entry = ref EntryAt(i);
            if (runs.Count == 0)
            {
                runs.Add(new PaneRun<S>(entry.Time, entry.State, entry.Count, entry.Causes));
                continue;
            }

            // An entry of the front holds the merge of itself and those after it in the front.
            if (i == middle - 1) later = runs.Count;
            var newer = runs[^1];
            var state = i >= middle ? merge(entry.State, newer.State) : later == 0 ? entry.State : merge(entry.State, runs[later - 1].State);
            runs.Add(new PaneRun<S>(entry.Time, state, entry.Count + newer.Count, entry.Causes.And(newer.Causes)));
        }
    }

    /// <summary>Writes the queue as it is, merges included, because merging anew could round another way.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(tail - head);
        writer.Write(middle - head);
        for (var i = head; i < tail; i++) writer.Write(EntryAt(i));
        if (middle == tail) return;
        writer.Write(back);
        writer.Write(backEnds);
    }

    /// <summary>Reads a queue that was saved.</summary>
    public static MergeQueue<S> Load(StateReader reader)
    {
        var queue = new MergeQueue<S> { tail = reader.ReadCount(), middle = reader.Read<int>() };
        if (queue.tail > queue.entries.Length) queue.entries = new Entry[(int)BitOperations.RoundUpToPowerOf2((uint)queue.tail)];
        for (var i = 0; i < queue.tail; i++)
        {
            queue.entries[i] = reader.Read<Entry>();
            queue.Count += queue.entries[i].Count;
            queue.causeCount += queue.entries[i].Causes.Count;
        }

        if (queue.middle == queue.tail) return queue;
        queue.back = reader.Read<S>();
        queue.backEnds = reader.Read<Causes>();
        return queue;
    }

    /// <summary>Makes the back the front: each entry becomes the merge of itself and those after it.</summary>
    private void Turn(Merge<S> merge)
    {
        for (var i = tail - 2; i >= head; i--)
        {
            ref var entry = ref EntryAt(i);
            ref readonly var later = ref EntryAt(i + 1);
            entry.State = merge(entry.State, later.State);
            entry.Causes = entry.Causes.And(later.Causes) with { Count = entry.Causes.Count };
        }

        middle = tail;
        back = default!;
    }

    private ref Entry EntryAt(int place) => ref entries[place & (entries.Length - 1)];

    private void MakeRoom()
    {
        var larger = new Entry[entries.Length * 2];
        for (var i = head; i < tail; i++) larger[i - head] = EntryAt(i);
        (entries, middle, tail, head) = (larger, middle - head, tail - head, 0);
    }

    private struct Entry(long time, long count, Causes causes, S state)
    {
        public readonly long Time = time;
        public readonly long Count = count;
        public S State = state;

        /// <summary>How many inputs the entry has, and their first and last: in the front with those of the entries after it.</summary>
        public Causes Causes = causes;
    }
}
