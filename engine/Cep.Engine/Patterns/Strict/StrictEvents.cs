using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>An event that may belong to partial matches.</summary>
internal struct StrictEvent<T>
{
    public long Time;
    public long Sequence;
    public T Value;
}

/// <summary>What every event of a key touches; all else lies elsewhere, so that more keys fit the cache.</summary>
internal struct StrictKey<T>
{
    /// <summary>Bit i: a partial match of the last i events.</summary>
    public ulong Partial;

    /// <summary>No partial match began earlier. It is seldom worth the way to the first event to keep it exact.</summary>
    public long Began;

    /// <summary>Where the event before the newest is kept.</summary>
    public int Kept;

    public StrictEvent<T> Newest;
}

/// <summary>
/// The last events of each key, as many as its partial matches have. The newest one lies with the key. Those before it are
/// kept in one array for all keys, in the order of coming, so that writing is cheap; when it is full what no partial match
/// has any more is left out.
/// </summary>
internal sealed partial class StrictEvents<T>(StrictChain chain)
{
    /// <summary>How much longer than needed the array is: to leave out takes a look at every key.</summary>
    private const int Spare = 32;

    private (StrictEvent<T> Event, int Before)[] kept = new (StrictEvent<T>, int)[1024];
    private (StrictEvent<T> Event, int Before)[] other = [];

    /// <summary>All inputs of the newest and of the kept events; empty until there is a derived one.</summary>
    private Causes[] newestCauses = [];
    private Causes[] keptCauses = [];
    private int next;

    public StrictKey<T>[] Keys { get; private set; } = [];

    /// <summary>Keeps the newest event, before another one comes, if partial matches still have it; else only writes where the next one will be kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(ref StrictKey<T> state, int key, bool isNeeded)
    {
        if (next == kept.Length) LeaveOut();
        ref var slot = ref kept[next];
        slot.Event = state.Newest;
        slot.Before = state.Kept;
        if (newestCauses.Length > 0) keptCauses[next] = newestCauses[key];
        state.Kept = next;
        next += Unsafe.BitCast<bool, byte>(isNeeded);
    }

    /// <summary>Says that the newest event is a derived one, with these inputs.</summary>
    public void Derive(int key, Causes inputs)
    {
        if (newestCauses.Length == 0) (newestCauses, keptCauses) = (new Causes[Keys.Length], new Causes[kept.Length]);
        newestCauses[key] = inputs;
    }

    /// <summary>An event that was so many events ago, 1 for the newest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref StrictEvent<T> Event(int key, int back)
    {
        ref var state = ref Keys[key];
        if (back == 1) return ref state.Newest;
        return ref kept[SlotOf(state.Kept, back)].Event;
    }

    /// <summary>The last events of a key as a match of that many, newest first.</summary>
    public Link? LinksOf(int key, int count)
    {
        Link? tail = null;
        for (var place = 0; place < count; place++)
        {
            var back = count - place;
            var taken = Event(key, back);
            tail = new Link(tail, chain.StageOf(place), new Taken<T>(place, taken.Time, CausesOf(key, back), taken.Value), chain.IsExcluded(place));
        }

        return tail;
    }

    public void Grow(int keys)
    {
        var states = Keys;
        Array.Resize(ref states, Math.Max(keys, states.Length * 2));
        if (newestCauses.Length > 0) Array.Resize(ref newestCauses, states.Length);
        Keys = states;
    }

    private Causes CausesOf(int key, int back)
    {
        if (newestCauses.Length == 0) return Causes.Of(Event(key, back).Sequence);
        return back == 1 ? newestCauses[key] : keptCauses[SlotOf(Keys[key].Kept, back)];
    }

    private int SlotOf(int slot, int back)
    {
        for (; back > 2; back--) slot = kept[slot].Before;
        return slot;
    }

    /// <summary>Copies what is still needed into the other array.</summary>
    private void LeaveOut()
    {
        var needed = 0;
        foreach (ref var state in Keys.AsSpan()) needed += NeededOf(state);
        var (old, oldCauses) = (kept, keptCauses);
        var length = Math.Max(old.Length, (int)BitOperations.RoundUpToPowerOf2((uint)(Spare * needed)));
        kept = other.Length == length ? other : new (StrictEvent<T>, int)[length];
        other = old.Length == length ? old : [];
        if (oldCauses.Length > 0) keptCauses = new Causes[length];
        next = 0;
        Span<int> slots = stackalloc int[StrictChain.MaxLength + 1];
        foreach (ref var state in Keys.AsSpan())
        {
            var count = NeededOf(state);
            for (var (i, slot) = (0, state.Kept); i < count; i++, slot = old[slot].Before) slots[i] = slot;
            while (--count >= 0)
            {
                kept[next] = (old[slots[count]].Event, next - 1);
                if (oldCauses.Length > 0) keptCauses[next] = oldCauses[slots[count]];
                state.Kept = next++;
            }
        }
    }

    /// <summary>How many kept events the partial matches of a key have.</summary>
    private static int NeededOf(in StrictKey<T> state) => state.Partial == 0 ? 0 : BitOperations.Log2(state.Partial) - 1;
}
