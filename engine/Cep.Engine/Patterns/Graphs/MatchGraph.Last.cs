namespace Cep;

/// <content>The last partial match of a set in the order of matches.</content>
internal sealed partial class MatchGraph
{
    private readonly Stack<long> asked = new();

    /// <summary>The last partial match of a set that has one. Each node finds its own once, from those that it leads to.</summary>
    /// <remarks>
    /// The last one began last, so it is alive as long as any of the set is, and what a node found stays right. A join whose
    /// left side began later than its right one, which is never entered, has that of the left.
    /// </remarks>
    public Link LastOf(long set)
    {
        asked.Push(set);
        while (asked.TryPeek(out var top))
        {
            ref var node = ref this[top];
            if (node.Last is null && !TryFindLast(ref node)) continue;
            asked.Pop();
        }

        return this[set].Last!;
    }

    /// <summary>Finds it, or asks for what is needed first.</summary>
    private bool TryFindLast(ref GraphNode node)
    {
        if (node.Left != Nothing && !IsFound(node.Left)) return false;
        var left = node.Left == Nothing ? null : this[node.Left].Last;
        if (!node.IsJoin)
        {
            node.Last = new Link(left, node.Move!.Stage, node.Event!, node.Move.IsExcluded);
            return true;
        }

        if (NewestOf(node.Right) < node.Newest)
        {
            node.Last = left;
            return true;
        }

        if (!IsFound(node.Right)) return false;
        var right = this[node.Right].Last!;
        node.Last = left!.CompareExtended(right) > 0 ? left : right;
        return true;
    }

    private bool IsFound(long set)
    {
        if (this[set].Last is not null) return true;
        asked.Push(set);
        return false;
    }
}
