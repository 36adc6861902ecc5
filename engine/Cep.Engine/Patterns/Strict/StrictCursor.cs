using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>An event among the last ones of a key.</summary>
internal struct StrictSlot<T>
{
    public T Value;
    public long Time;
    public long Sequence;
}

/// <summary>
/// Lets conditions look at a partial match that is the last events of a key. The newest event of a stage is read where it
/// lies; whoever asks for more gets links, made for the occasion.
/// </summary>
internal sealed class StrictCursor<T>(StrictChain chain, StrictEvents<T> events) : MatchCursor
{
    private readonly bool hasExcluded = chain.HasExcluded;
    private int key;
    private int taken;
    private int newestSlot;
    private Link? links;

    /// <summary>What was read is more than the event before, so what follows from it holds for this partial match only.</summary>
    public bool IsDeep { get; private set; }

    public override Link? Tail
    {
        get
        {
            IsDeep = true;
            return links ??= events.LinksOf(key, taken);
        }
    }

    /// <summary>Looks at the partial match of the last events of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(int ofKey, int count, int slot)
    {
        (key, taken, newestSlot) = (ofKey, count, slot);
        IsDeep = false;
        links = null;
    }

    /// <summary>The slot of the newest event that the partial match has of a stage, or of any; −1 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NewestOf(int stage)
    {
        if (stage == StrictChain.AnyStage && !hasExcluded && taken > 0) return newestSlot;
        return FindNewest(stage);
    }

    public ref readonly T this[int slot] => ref events.Slots[slot].Value;

    private int FindNewest(int stage)
    {
        IsDeep = true;
        var place = chain.NewestOf(stage, taken);
        return place < 0 ? -1 : events.SlotOf(key, taken - place);
    }
}
