using System.Runtime.InteropServices;

namespace Cep;

/// <summary>
/// Lists the matches of a set in their order, see <see cref="Link.CompareTo"/>. What it takes is in proportion to what it
/// lists, but for sorting the events that occur. Matches that begin alike share their links.
/// </summary>
/// <remarks>
/// The graph leads from the last event of a match to the first. So first the events that can be reached are noted, each
/// with those that follow it, and then the way is walked from the first events on, on which nothing leads astray.
/// </remarks>
internal sealed class MatchListing(MatchGraph graph)
{
    private const int None = -1;

    private readonly Dictionary<long, int> numbers = [];
    private readonly List<Entry> entries = [];

    /// <summary>For each event those before it.</summary>
    private readonly List<int> before = [];

    /// <summary>For each event those after it, as a list from the last one to the first.</summary>
    private readonly List<(int Entry, int Next)> after = [];
    private readonly List<int> sorted = [];
    private readonly Stack<long> sets = new();
    private readonly Stack<(int Entry, Link? Before)> ways = new();

    private Span<Entry> Entries => CollectionsMarshal.AsSpan(entries);

    /// <summary>Lists the matches of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="limit">What began at this time or before is dead.</param>
    /// <param name="give">Takes a match, and says whether there should be more.</param>
    public void List(long set, long limit, Func<Link, bool> give)
    {
        Clear();
        Reach(set, limit);
        foreach (var last in before) Entries[last].IsLast = true;
        before.Clear();
        for (var i = 0; i < entries.Count; i++)
        {
            Entries[i].Before = before.Count;
            Reach(graph[entries[i].Node].Left, limit);
            Entries[i].BeforeEnd = before.Count;
        }

        TurnAround();
        if (HasTwins()) WalkSorted(give);
        else Walk(give);
        Clear();
    }

    /// <summary>Whether a stage took an event in two states, so that walking does not meet the matches in their order.</summary>
    private bool HasTwins()
    {
        for (var i = 1; i < sorted.Count; i++)
        {
            if (KeyOf(sorted[i - 1]) == KeyOf(sorted[i])) return true;
        }

        return false;
    }

    private void WalkSorted(Func<Link, bool> give)
    {
        var all = new List<Link>();
        Walk(link =>
        {
            all.Add(link);
            return true;
        });
        all.Sort();
        all.TrueForAll(link => give(link));
    }

    /// <summary>Notes the last events of a set.</summary>
    private void Reach(long set, long limit)
    {
        if (graph.NewestOf(set) <= limit) return;
        sets.Push(set);
        while (sets.TryPop(out var top))
        {
            top = graph.Pruned(top, limit);
            ref var node = ref graph[top];
            if (node.IsJoin)
            {
                sets.Push(node.Right);
                sets.Push(node.Left);
                continue;
            }

            if (!numbers.TryGetValue(top, out var entry))
            {
                entry = entries.Count;
                numbers.Add(top, entry);
                entries.Add(new Entry { Node = top, After = None });
            }

            before.Add(entry);
        }
    }

    /// <summary>Finds what follows each event; of the followers the one that comes last in order is the head of the list.</summary>
    private void TurnAround()
    {
        for (var i = 0; i < entries.Count; i++) sorted.Add(i);
        sorted.Sort((one, other) => KeyOf(one).CompareTo(KeyOf(other)));
        foreach (var follower in sorted)
        {
            for (var i = entries[follower].Before; i < entries[follower].BeforeEnd; i++)
            {
                ref var entry = ref Entries[before[i]];
                after.Add((follower, entry.After));
                entry.After = after.Count - 1;
            }
        }
    }

    private void Walk(Func<Link, bool> give)
    {
        for (var i = sorted.Count - 1; i >= 0; i--)
        {
            if (graph[entries[sorted[i]].Node].Left == MatchGraph.Nothing) ways.Push((sorted[i], null));
        }

        while (ways.TryPop(out var way))
        {
            var entry = entries[way.Entry];
            ref var node = ref graph[entry.Node];
            var link = new Link(way.Before, node.Move!.Stage, node.Event!, node.Move.IsExcluded);
            if (entry.IsLast && !give(link)) return;
            for (var next = entry.After; next != None; next = after[next].Next) ways.Push((after[next].Entry, link));
        }
    }

    private (long Place, int Stage, bool IsExcluded) KeyOf(int entry)
    {
        ref var node = ref graph[entries[entry].Node];
        return (node.Event!.Place, node.Move!.Stage, node.Move.IsExcluded);
    }

    private void Clear()
    {
        numbers.Clear();
        entries.Clear();
        before.Clear();
        after.Clear();
        sorted.Clear();
        ways.Clear();
    }

    /// <summary>An event in some of the matches.</summary>
    private struct Entry
    {
        /// <summary>Its node.</summary>
        public long Node;

        /// <summary>A match ends with it.</summary>
        public bool IsLast;

        /// <summary>Where the events before it begin.</summary>
        public int Before;

        /// <summary>Where they end.</summary>
        public int BeforeEnd;

        /// <summary>The head of the list of the events after it.</summary>
        public int After;
    }
}
