using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>An event among the last ones of a key.</summary>
internal struct StrictSlot<T>
{
    public T Value;
    public long Time;
    public Causes Causes;
}

/// <summary>
/// Lets conditions look at a partial match that is the last events of a key. The newest event of a stage is read where it
/// lies; whoever asks for more gets links, made for the occasion.
/// </summary>
internal sealed class StrictCursor<T>(StrictChain chain) : MatchCursor
{
    private readonly bool hasExcluded = chain.HasExcluded;
    private StrictSlot<T>[] slots = [];
    private StrictRing ring;
    private int taken;
    private int newest;
    private Link? links;

    /// <summary>What was read is more than the event before, so what follows from it holds for this partial match only.</summary>
    public bool IsDeep { get; private set; }

    public override Link? Tail
    {
        get
        {
            IsDeep = true;
            return links ??= LinksOf(ring, taken);
        }
    }

    /// <summary>The events of all keys.</summary>
    public StrictSlot<T>[] Slots
    {
        get => slots;
        set => slots = value;
    }

    /// <summary>Looks at a partial match.</summary>
    /// <param name="of">Where the events of the key lie.</param>
    /// <param name="count">How many of them the partial match has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(StrictRing of, int count)
    {
        (ring, taken, newest) = (of, count, of.SlotOf(1));
        IsDeep = false;
        links = null;
    }

    /// <summary>The slot of the newest event that the partial match has of a stage, or of any; −1 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NewestOf(int stage)
    {
        if (stage == StrictChain.AnyStage && !hasExcluded && taken > 0) return newest;
        return FindNewest(stage);
    }

    public ref readonly T this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref slots[slot].Value;
    }

    /// <summary>The last events of a key as a match of that many, newest first.</summary>
    public Link? LinksOf(StrictRing of, int count)
    {
        Link? tail = null;
        for (var place = 0; place < count; place++)
        {
            ref var slot = ref slots[of.SlotOf(count - place)];
            tail = new Link(tail, chain.StageOf(place), new Taken<T>(place, slot.Time, slot.Causes, slot.Value), chain.IsExcluded(place));
        }

        return tail;
    }

    private int FindNewest(int stage)
    {
        IsDeep = true;
        var place = chain.NewestOf(stage, taken);
        return place < 0 ? -1 : ring.SlotOf(taken - place);
    }
}

/// <summary>Where the last events of a key lie.</summary>
/// <param name="First">The first of its slots.</param>
/// <param name="Mask">How many slots it has, less one.</param>
/// <param name="Count">How many events it had.</param>
internal readonly record struct StrictRing(int First, int Mask, int Count)
{
    /// <summary>The slot of one of the last events, 1 for the newest, 0 for the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotOf(int back) => First + ((Count - back) & Mask);
}
