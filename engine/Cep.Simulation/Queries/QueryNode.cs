namespace Cep.Simulation;

/// <summary>An operator of a drawn query with what it is applied to. Two operators may share an input, which is then one stream.</summary>
internal sealed class QueryNode(SimulatedOperator operation, params IReadOnlyList<QueryNode> inputs)
{
    public SimulatedOperator Operation => operation;

    public IReadOnlyList<QueryNode> Inputs => inputs;

    public override string ToString() => operation.Describe([.. inputs.Select(input => input.ToString())]);

    /// <summary>All nodes, each once, inputs before what is applied to them.</summary>
    public static List<QueryNode> AllOf(IEnumerable<QueryNode> roots)
    {
        var found = new List<QueryNode>();
        foreach (var root in roots) Visit(root);
        return found;

        void Visit(QueryNode node)
        {
            if (found.Contains(node)) return;
            foreach (var input in node.Inputs) Visit(input);
            found.Add(node);
        }
    }

    /// <summary>The same with one node in another's place; what was shared stays shared.</summary>
    public static IReadOnlyList<QueryNode> Replace(IEnumerable<QueryNode> roots, QueryNode old, QueryNode by)
    {
        var made = new Dictionary<QueryNode, QueryNode>();
        return [.. roots.Select(Copy)];

        QueryNode Copy(QueryNode node)
        {
            if (node == old) return by;
            if (made.TryGetValue(node, out var known)) return known;
            var inputs = node.Inputs.Select(Copy).ToList();
            return made[node] = inputs.SequenceEqual(node.Inputs) ? node : new QueryNode(node.Operation, inputs);
        }
    }
}
