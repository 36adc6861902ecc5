using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Lets conditions look at a partial match that is the last events of a key. The newest event of a stage is read where it
/// lies; whoever asks for more gets links, made for the occasion.
/// </summary>
internal sealed class StrictCursor<T>(StrictChain chain, StrictEvents<T> events) : MatchCursor
{
    private readonly bool hasExcluded = chain.HasExcluded;
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

    /// <summary>Looks at the partial match that has so many events of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(int at, int count)
    {
        (key, taken, links) = (at, count, null);
        IsDeep = false;
    }

    /// <summary>How many events ago the newest event of a stage, or of any, was: 1 for the last one, 0 when the partial match has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NewestOf(int stage)
    {
        if (stage == StrictChain.AnyStage && !hasExcluded) return taken == 0 ? 0 : 1;
        IsDeep = true;
        var place = chain.NewestOf(stage, taken);
        return place == 0 ? 0 : taken - place + 1;
    }

    /// <summary>An event that was so many events ago.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(int back) => back == 1 ? events.Keys[key].Newest.Value : events.Event(key, back).Value;
}
