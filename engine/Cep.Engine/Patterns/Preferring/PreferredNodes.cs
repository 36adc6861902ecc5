namespace Cep;

/// <summary>Numbers the nodes of a compiled pattern, alike whenever the same pattern is compiled.</summary>
internal static class PreferredNodes
{
    /// <summary>All nodes that can be reached from one, by number.</summary>
    public static IReadOnlyList<PreferredNode> From(PreferredNode start)
    {
        var found = new List<PreferredNode>();
        var seen = new HashSet<PreferredNode>();
        var open = new Stack<PreferredNode>([start]);
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            found.Add(node);
            foreach (var next in Next(node)) open.Push(next);
        }

        return found;
    }

    public static int NumberOf(IReadOnlyList<PreferredNode> nodes, PreferredNode node)
    {
        var number = 0;
        while (nodes[number] != node) number++;
        return number;
    }

    private static IEnumerable<PreferredNode> Next(PreferredNode node) => node switch
    {
        TakeNode take => [take.Next],
        AnchorNode anchor => [anchor.Next],
        BranchNode { Exit: { } exit } branch => branch.Targets.Append(exit),
        BranchNode branch => branch.Targets,
        _ => [],
    };
}
