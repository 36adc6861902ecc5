using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Lets conditions look at a partial match that is the last events of a key. The newest event of a stage is read where it
/// lies; whoever asks for more gets links, made for the occasion.
/// </summary>
internal sealed class StrictCursor<T>(StrictChain chain, StrictEvents<T> events) : MatchCursor
{
    private StrictKey<T>[] keys = [];
    private int key;
    private int taken;
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

    /// <summary>Some events of a match are no part of the result.</summary>
    public bool HasExcluded { get; } = chain.HasExcluded;

    /// <summary>The partial match has an event.</summary>
    public bool HasBefore => taken != 0;

    /// <summary>The event before the one in question.</summary>
    public T Before => keys[key].Newest.Value;

    /// <summary>To be said when there are more keys.</summary>
    public void Grow() => keys = events.Keys;

    /// <summary>Looks at the partial match that has so many events of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(int at, int count)
    {
        (key, taken) = (at, count);
        if (IsDeep) (IsDeep, links) = (false, null);
    }

    /// <summary>How many events ago the newest event of a stage, or of any, was: 1 for the last one, 0 when the partial match has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NewestOf(int stage)
    {
        if (stage == StrictChain.AnyStage && !HasExcluded) return taken == 0 ? 0 : 1;
        IsDeep = true;
        var place = chain.NewestOf(stage, taken);
        return place == 0 ? 0 : taken - place + 1;
    }

    /// <summary>An event that was so many events ago.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(int back) => back == 1 ? Before : events.Event(key, back).Value;
}
