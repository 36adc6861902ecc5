using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>The last events of each key, as many as a match has: a ring for each key, all in one array.</summary>
internal sealed class StrictEvents<T>(StrictChain chain)
{
    private readonly int mask = chain.Slots - 1;
    private readonly int shift = System.Numerics.BitOperations.Log2((uint)chain.Slots);
    private int[] counts = [];

    /// <summary>All inputs of each event, beside the slots; empty until an event has more than one.</summary>
    private Causes[] causes = [];

    public StrictSlot<T>[] Slots { get; private set; } = [];

    /// <summary>The slot of one of the last events of a key: 1 for the newest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotOf(int key, int back) => (key << shift) + ((counts[key] - back) & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int key, in T value, long time, long sequence)
    {
        ref var slot = ref Slots[(key << shift) + (counts[key]++ & mask)];
        slot.Value = value;
        slot.Time = time;
        slot.Sequence = sequence;
    }

    /// <summary>Says that the newest event of a key is a derived one, with these inputs.</summary>
    public void Derive(int key, Causes inputs)
    {
        if (causes.Length == 0) causes = new Causes[Slots.Length];
        causes[SlotOf(key, 1)] = inputs;
    }

    /// <summary>The last events of a key as a match of that many, newest first.</summary>
    public Link? LinksOf(int key, int count)
    {
        Link? tail = null;
        for (var place = 0; place < count; place++)
        {
            var at = SlotOf(key, count - place);
            ref var slot = ref Slots[at];
            var inputs = causes.Length > 0 ? causes[at] : Causes.Of(slot.Sequence);
            tail = new Link(tail, chain.StageOf(place), new Taken<T>(place, slot.Time, inputs, slot.Value), chain.IsExcluded(place));
        }

        return tail;
    }

    public void Grow(int keys)
    {
        Array.Resize(ref counts, keys);
        var slots = Slots;
        Array.Resize(ref slots, keys << shift);
        Slots = slots;
        if (causes.Length > 0) Array.Resize(ref causes, slots.Length);
    }
}
