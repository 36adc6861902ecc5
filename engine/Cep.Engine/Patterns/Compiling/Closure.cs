namespace Cep;

/// <summary>Turns nodes and arcs into states and moves: steps without an event become part of the moves behind them.</summary>
internal sealed class Closure
{
    private readonly Dictionary<Node, AutomatonState> states = [];
    private readonly Queue<Node> open = new();
    private readonly List<AutomatonState> ordered = [];

    public static IReadOnlyList<AutomatonState> Of(Node start)
    {
        var closure = new Closure();
        closure.StateOf(start);
        while (closure.open.TryDequeue(out var node)) closure.states[node].Moves = closure.MovesOf(node);
        return closure.ordered;
    }

    private AutomatonState StateOf(Node node)
    {
        if (states.TryGetValue(node, out var known)) return known;
        var state = new AutomatonState(ordered.Count, node.Stage)
        {
            Wait = node.Wait,
            CompletesOnTime = node.Kind == NodeKind.Pending,
        };
        states.Add(node, state);
        ordered.Add(state);
        open.Enqueue(node);
        return state;
    }

    /// <summary>
    /// The moves of a node come before those of the nodes it proceeds to, and of these the last one added comes first: a
    /// partial match stays where it is rather than moving on.
    /// </summary>
    private List<Move> MovesOf(Node node)
    {
        var moves = new List<Move>();
        Walk(node, Guard.Always, [], (source, arc, when) => moves.Add(MoveOf(source, arc, when)));
        return moves;
    }

    private Move MoveOf(Node source, Arc arc, Guard when)
    {
        if (arc.Target.Kind == NodeKind.Stop) return new Move(MoveKind.Stop, when, null, -1, false, null, []);
        if (arc.Kind == ArcKind.Skip)
        {
            var isEnd = arc.Target.Kind == NodeKind.Final;
            return new Move(MoveKind.Skip, when, isEnd ? null : StateOf(arc.Target), -1, false, null, isEnd ? [Guard.Always] : []);
        }

        var target = HasMoves(arc.Target) ? StateOf(arc.Target) : null;
        var pending = arc.Target.Kind == NodeKind.Pending ? null : PendingBehind(arc.Target, []);
        return new Move(MoveKind.Take, when, target, source.Stage, arc.IsExcluded, pending is null ? null : StateOf(pending), CompletionsOf(arc.Target));
    }

    private static bool HasMoves(Node node) => node.Kind == NodeKind.Pending || node.Arcs.Count > 0;

    /// <summary>Under which guards the pattern is complete once a node is reached.</summary>
    private static List<Guard> CompletionsOf(Node node)
    {
        var completions = new List<Guard>();
        void Find(Node at, Guard when, HashSet<Node> path)
        {
            if (at.Kind == NodeKind.Final) completions.Add(when);
            if (at.Kind is NodeKind.Final or NodeKind.Stop || !path.Add(at)) return;
            foreach (var arc in at.Arcs)
            {
                if (arc.Kind == ArcKind.Proceed) Find(arc.Target, when.And(arc.When), path);
            }

            path.Remove(at);
        }

        Find(node, Guard.Always, []);
        return completions;
    }

    /// <summary>The node that waits for its time to be up, when nothing more is needed before it; null for none.</summary>
    private static Node? PendingBehind(Node node, HashSet<Node> path)
    {
        if (node.Kind == NodeKind.Pending) return node;
        if (!path.Add(node)) return null;
        return node.Arcs.Where(arc => arc.Kind == ArcKind.Proceed).Select(arc => PendingBehind(arc.Target, path)).FirstOrDefault(found => found is not null);
    }

    private static void Walk(Node node, Guard when, HashSet<Node> path, Action<Node, Arc, Guard> visit)
    {
        if (!path.Add(node)) return;
        foreach (var arc in node.Arcs)
        {
            if (arc.Kind != ArcKind.Proceed) visit(node, arc, when.And(arc.When));
            else if (arc.Target.Kind == NodeKind.Stop) visit(node, arc, when.And(arc.When));
        }

        for (var i = node.Arcs.Count - 1; i >= 0; i--)
        {
            var arc = node.Arcs[i];
            if (arc.Kind == ArcKind.Proceed && arc.Target.Kind is not (NodeKind.Stop or NodeKind.Pending)) Walk(arc.Target, when.And(arc.When), path, visit);
        }

        path.Remove(node);
    }
}
