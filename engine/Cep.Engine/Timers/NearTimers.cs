namespace Cep;

/// <summary>The timers that are due next, sorted by (due time, order of scheduling).</summary>
internal sealed class NearTimers
{
    /// <summary>So many are sorted at once at most, unless they come sorted.</summary>
    public const int SortMax = 1 << SortBits;

    /// <summary>How many bits name one of them.</summary>
    public const int SortBits = 10;

    private const int CrowdedAt = 256;

    /// <summary>So many timers before its own the state of a key is asked for: with many keys it is in no cache.</summary>
    private const int Ahead = 8;

    private readonly ulong[] order = new ulong[SortMax];
    private KeyTimer[] timers = new KeyTimer[CrowdedAt];
    private int head;
    private int tail;

    public bool IsEmpty => head == tail;

    /// <summary>To put one more between the others would move too many.</summary>
    public bool IsCrowded => tail - head > CrowdedAt;

    /// <summary>The next to come due; there is one.</summary>
    public ref readonly KeyTimer First => ref timers[head];

    /// <summary>A key whose state is needed soon.</summary>
    public int KeyAhead => timers[Math.Min(head + Ahead, Math.Max(tail - 1, 0))].Key;

    /// <summary>Removes the first.</summary>
    public KeyTimer Take()
    {
        var first = timers[head++];
        if (head == tail) (head, tail) = (0, 0);
        return first;
    }

    /// <summary>Adds a timer behind those that are due no later.</summary>
    public void Insert(in KeyTimer timer)
    {
        if (tail == timers.Length) MakeRoom();
        var at = tail;
        if (at > head && timers[at - 1].Due > timer.Due)
        {
            at = CountUpTo(timer.Due) + head;
            timers.AsSpan(at, tail - at).CopyTo(timers.AsSpan(at + 1));
        }

        timers[at] = timer;
        tail++;
    }

    /// <summary>Takes in timers in the order of scheduling; there are none yet.</summary>
    /// <param name="block">The first of their blocks.</param>
    /// <param name="start">None is due before this.</param>
    /// <param name="isSorted">Whether they are all due then; else there are <see cref="SortMax"/> at most.</param>
    public void Load(TimerBlock? block, ulong start, bool isSorted)
    {
        for (; block is not null; block = block.Next)
        {
            while (timers.Length < tail + block.Timers.Length) Array.Resize(ref timers, timers.Length * 2);
            block.Timers.CopyTo(timers.AsSpan(tail));
            tail += block.Timers.Length;
        }

        if (!isSorted && tail > 1) Sort(start);
    }

    /// <summary>The timers that are due after a time.</summary>
    public ReadOnlySpan<KeyTimer> After(ulong due) => timers.AsSpan((head + CountUpTo(due))..tail);

    /// <summary>Removes as many from the end.</summary>
    public void RemoveLast(int count) => tail -= count;

    /// <summary>A number that holds the due time and the place is sorted faster than the timer, and keeps the order of those due together.</summary>
    private void Sort(ulong start)
    {
        for (var i = 0; i < tail; i++) order[i] = ((timers[i].Due - start) << SortBits) | (uint)i;
        var places = order.AsSpan(0, tail);
        places.Sort();
        MakeRoom(2 * tail);
        for (var i = 0; i < places.Length; i++) timers[tail + i] = timers[(int)(places[i] & (SortMax - 1))];
        (head, tail) = (tail, 2 * tail);
    }

    private int CountUpTo(ulong due)
    {
        var (low, high) = (head, tail);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (timers[middle].Due <= due) low = middle + 1;
            else high = middle;
        }

        return low - head;
    }

    private void MakeRoom()
    {
        if (head < timers.Length / 2)
        {
            MakeRoom(2 * timers.Length);
            return;
        }

        timers.AsSpan(head, tail - head).CopyTo(timers);
        (head, tail) = (0, tail - head);
    }

    private void MakeRoom(int count)
    {
        if (timers.Length < count) Array.Resize(ref timers, count);
    }
}
