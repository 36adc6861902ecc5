namespace Cep;

/// <summary>The timers that are due next, sorted by (due time, order of setting).</summary>
internal sealed class NearTimers
{
    /// <summary>So many are sorted at once at most.</summary>
    public const int SortMax = 1024;

    /// <summary>Up to so many are sorted by putting one after the other in its place.</summary>
    private const int FewMax = 24;

    /// <summary>With more than these, to put one between the others moves too many.</summary>
    private const int CrowdedAt = 256;

    /// <summary>So many timers before its own the state of a key is asked for: with many keys it is in no cache.</summary>
    private const int Ahead = 8;

    private readonly int[] places = new int[256];
    private KeyTimer[] timers = new KeyTimer[CrowdedAt];
    private int head;
    private int tail;

    public bool IsEmpty => head == tail;

    /// <summary>There are so many that some should go back.</summary>
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

    /// <summary>Takes in timers in the order of setting; there are none yet.</summary>
    /// <param name="block">The first of their blocks.</param>
    /// <param name="differingBits">Their due times differ in so many of the lowest bits at most; if in none, there may be more than <see cref="SortMax"/>.</param>
    public void Load(TimerBlock? block, int differingBits)
    {
        for (; block is not null; block = block.Next)
        {
            while (timers.Length < tail + block.Timers.Length) Array.Resize(ref timers, timers.Length * 2);
            block.Timers.CopyTo(timers.AsSpan(tail));
            tail += block.Timers.Length;
        }

        if (differingBits == 0) return;
        if (tail <= FewMax) SortFew();
        else Sort(differingBits);
    }

    /// <summary>The timers that are due after a time.</summary>
    public ReadOnlySpan<KeyTimer> After(ulong due) => timers.AsSpan((head + CountUpTo(due))..tail);

    /// <summary>Removes as many from the end.</summary>
    public void RemoveLast(int count) => tail -= count;

    private void SortFew()
    {
        for (var i = 1; i < tail; i++)
        {
            var timer = timers[i];
            var at = i;
            for (; at > 0 && timers[at - 1].Due > timer.Due; at--) timers[at] = timers[at - 1];
            timers[at] = timer;
        }
    }

    /// <summary>Deals the timers out by each byte of their due times, the lowest first; those with the same one stay in their order.</summary>
    private void Sort(int differingBits)
    {
        var count = tail;
        if (timers.Length < 2 * count) Array.Resize(ref timers, 2 * count);
        for (var shift = 0; shift < differingBits; shift += 8)
        {
            var from = timers.AsSpan(head, count);
            var to = timers.AsSpan(head == 0 ? count : 0, count);
            if (!FindPlaces(from, shift)) continue;
            foreach (ref readonly var timer in from) to[places[(byte)(timer.Due >> shift)]++] = timer;
            head = head == 0 ? count : 0;
        }

        tail = head + count;
    }

    /// <summary>Finds where the timers with each byte begin.</summary>
    /// <returns>False when all have the same one.</returns>
    private bool FindPlaces(ReadOnlySpan<KeyTimer> from, int shift)
    {
        Array.Clear(places);
        foreach (ref readonly var timer in from) places[(byte)(timer.Due >> shift)]++;
        if (places[(byte)(from[0].Due >> shift)] == from.Length) return false;
        var before = 0;
        foreach (ref var place in places.AsSpan()) (place, before) = (before, before + place);
        return true;
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
            Array.Resize(ref timers, 2 * timers.Length);
            return;
        }

        timers.AsSpan(head, tail - head).CopyTo(timers);
        (head, tail) = (0, tail - head);
    }
}
