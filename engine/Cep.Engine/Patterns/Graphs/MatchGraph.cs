using System.Numerics;

namespace Cep;

/// <summary>
/// Sets of partial matches, in a graph in which they share what they have in common. A node either takes an event after
/// each partial match of a set, or joins two sets; so an event costs the same however many partial matches it takes further.
/// </summary>
/// <remarks>
/// Every node knows when the latest of its partial matches began, and a join has the later one on its left. So what is dead
/// is passed by without being entered. A node dies at the latest when its own event could no longer begin a match; nodes
/// lie in a ring in the order of making and go in that order. Source of the idea: Bucchi, Grez, Quintana, Riveros,
/// Vansummeren, "CORE: a complex event recognition engine", PVLDB 15(9), 2022.
/// </remarks>
internal sealed partial class MatchGraph
{
    /// <summary>The set without partial matches.</summary>
    public const long Nothing = -1;

    private GraphNode[] nodes = new GraphNode[256];
    private Chain[] chains = [];
    private long oldest;
    private long next;

    /// <summary>The key whose partial matches new nodes hold.</summary>
    public int Key { get; set; }

    /// <summary>How many nodes are kept for a key.</summary>
    public int CountOf(int key) => key < chains.Length ? chains[key].Count : 0;

    public ref GraphNode this[long set] => ref nodes[set & (nodes.Length - 1)];

    /// <summary>When the latest of the partial matches began.</summary>
    public long NewestOf(long set) => set < oldest ? long.MinValue : this[set].Newest;

    /// <summary>Each partial match of a set, and the event after it; without a set the event is the first.</summary>
    public long Take(long set, Move move, Taken taken)
    {
        var newest = set == Nothing ? taken.Time : NewestOf(set);
        return Add(new GraphNode { Newest = newest, Made = taken.Time, Left = set, Right = Nothing, Event = taken, Move = move });
    }

    /// <summary>The partial matches of both sets, which have none in common.</summary>
    /// <param name="one">A set.</param>
    /// <param name="other">A set.</param>
    /// <param name="time">Now.</param>
    /// <param name="limit">Partial matches that began at this time or before are dead.</param>
    public long Join(long one, long other, long time, long limit)
    {
        var (left, right) = NewestOf(one) >= NewestOf(other) ? (one, other) : (other, one);
        if (NewestOf(right) <= limit) return left;
        return Add(new GraphNode { Newest = NewestOf(left), Made = time, Left = left, Right = right });
    }

    /// <summary>The set without joins whose right side is dead; such joins are taken out of the way for later, too.</summary>
    public long Pruned(long set, long limit)
    {
        var live = set;
        while (this[live].IsJoin && NewestOf(this[live].Right) <= limit) live = this[live].Left;
        while (set != live)
        {
            ref var passed = ref this[set];
            set = passed.Left;
            passed.Left = live;
        }

        return live;
    }

    /// <summary>Frees nodes that were made at this time or before.</summary>
    public void Free(long limit)
    {
        for (; oldest < next && this[oldest].Made <= limit; oldest++)
        {
            if (!this[oldest].IsDropped) DropFirst(this[oldest].Key);
            this[oldest] = default;
        }
    }

    private long Add(in GraphNode node)
    {
        if (next - oldest == nodes.Length) Grow();
        if (Key >= chains.Length) Array.Resize(ref chains, Math.Max(Key + 1, chains.Length * 2));
        ref var chain = ref chains[Key];
        if (chain.Count++ == 0) chain.First = next;
        else this[chain.Last].Next = next;
        chain.Last = next;
        this[next] = node;
        this[next].Key = Key;
        return next++;
    }

    private void Grow()
    {
        var larger = new GraphNode[BitOperations.RoundUpToPowerOf2((uint)nodes.Length + 1)];
        for (var node = oldest; node < next; node++) larger[node & (larger.Length - 1)] = this[node];
        nodes = larger;
    }
}

/// <summary>An event after a set of partial matches, or two sets joined.</summary>
internal struct GraphNode
{
    /// <summary>The key whose partial matches they are.</summary>
    public int Key;

    /// <summary>The key has forgotten it.</summary>
    public bool IsDropped;

    /// <summary>The next node of the key.</summary>
    public long Next;

    /// <summary>When the latest partial match began.</summary>
    public long Newest;

    /// <summary>When the node was made.</summary>
    public long Made;

    /// <summary>The set before the event, or the joined set whose latest partial match began later.</summary>
    public long Left;

    /// <summary>The other joined set.</summary>
    public long Right;

    /// <summary>The event; null for a join.</summary>
    public Taken? Event;

    /// <summary>How the event was taken.</summary>
    public Move? Move;

    /// <summary>The last of the partial matches in their order, once it has been asked for.</summary>
    public Link? Last;

    public readonly bool IsJoin => Event is null;
}
