namespace Cep;

/// <summary>
/// Compiles a pattern from its end to its beginning: each part is built knowing the node that comes after it. A part that
/// is repeated is built once for each time it may occur, and a last node that leads to itself when there is no limit.
/// </summary>
internal sealed partial class Compiler
{
    private readonly PatternPlan plan;
    private readonly List<Condition> conditions = [];
    private readonly Dictionary<PatternPart, Node> stops = new(ReferenceEqualityComparer.Instance);

    private Compiler(PatternPlan plan) => this.plan = plan;

    public static Automaton Compile(PatternPlan plan)
    {
        var compiler = new Compiler(plan);
        var start = compiler.Sequence(plan.Parts, new Node(NodeKind.Final, -1), Scope.Top);
        return new Automaton(Closure.Of(start), compiler.conditions, plan);
    }

    private Node Sequence(IReadOnlyList<PatternPart> parts, Node sink, Scope scope)
    {
        for (var i = parts.Count - 1; i >= 0; i--) sink = Part(new Position(parts, i, scope), sink);
        return sink;
    }

    private Node Part(Position at, Node sink)
    {
        switch (at.Part)
        {
            case StagePart { Contiguity: Contiguity.NotFollowedBy } forbidden:
                return sink.Kind == NodeKind.Final ? Pending(forbidden) : sink;
            case StagePart { Contiguity: Contiguity.NotNext } forbidden:
                return NotNext(forbidden, sink);
            default:
                var first = Repeated(at, sink);
                ForbidBefore(first, at);
                return first;
        }
    }

    /// <summary>Waits for its time to be up, unless what must not follow does.</summary>
    private Node Pending(StagePart forbidden)
    {
        var pending = new Node(NodeKind.Pending, forbidden.Stage) { Wait = forbidden.Wait, Forbidden = forbidden };
        pending.Skip(pending, Guard.Of(LiteralOf(forbidden.Condition).Not()));
        return pending;
    }

    private Node NotNext(StagePart forbidden, Node sink)
    {
        var node = new Node(NodeKind.Normal, forbidden.Stage) { Wait = forbidden.Wait };
        var otherwise = Guard.Of(LiteralOf(forbidden.Condition).Not());

        // At the end of a pattern the match is complete with the next event, not before it.
        if (sink.Kind == NodeKind.Final) node.Skip(sink, otherwise);
        else if (sink.Kind == NodeKind.Pending) node.Skip(sink, otherwise.And(Guard.Of(LiteralOf(((StagePart)sink.Forbidden!).Condition).Not())));
        else node.Proceed(sink, otherwise);
        node.Proceed(StopOf(forbidden), Guard.Of(LiteralOf(forbidden.Condition)));
        return node;
    }

    /// <summary>While the part, or an optional one before it, is waited for, what must not come before it ends the partial match.</summary>
    private void ForbidBefore(Node node, Position at)
    {
        foreach (var forbidden in at.ForbiddenBefore()) node.Proceed(StopOf(forbidden), Guard.Of(LiteralOf(forbidden.Condition)));
    }

    /// <summary>While a loop goes on, what must not come after it ends the partial match.</summary>
    private void ForbidAfter(Node node, Position at)
    {
        if (at.ForbiddenAfter is { } forbidden) node.Proceed(StopOf(forbidden), Guard.Of(LiteralOf(forbidden.Condition)));
    }

    private Node StopOf(StagePart forbidden)
    {
        if (stops.TryGetValue(forbidden, out var known)) return known;
        var stop = new Node(NodeKind.Stop, forbidden.Stage) { Forbidden = forbidden };
        stops.Add(forbidden, stop);
        return stop;
    }

    /// <summary>
    /// Once an optional part took an event, what must not come before it no longer matters: the node after it, without the
    /// ways to stop for that reason.
    /// </summary>
    private static Node WithoutForbidden(Node sink, Position at)
    {
        var forbidden = at.Part.Quantifier.IsOptional ? at.ForbiddenBefore().ToList() : [];
        return forbidden.Count == 0 ? sink : Without(sink, forbidden, []);
    }

    private static Node Without(Node node, List<StagePart> forbidden, Dictionary<Node, Node> known)
    {
        if (known.TryGetValue(node, out var done)) return done;

        // What is forbidden in a group is not beyond its end, and nothing is after the end of the pattern.
        if (node.Kind is NodeKind.Back or NodeKind.Final) return node;
        var copy = new Node(node.Kind, node.Stage) { Forbidden = node.Forbidden, Wait = node.Wait };
        known.Add(node, copy);
        foreach (var arc in node.Arcs)
        {
            if (arc.Kind == ArcKind.Take) copy.Arcs.Add(arc.Target == node ? arc with { Target = copy } : arc);
            else if (arc.Target.Kind != NodeKind.Stop) copy.Arcs.Add(arc with { Target = Without(arc.Target, forbidden, known) });
            else if (!forbidden.Any(part => ReferenceEquals(part, arc.Target.Forbidden))) copy.Arcs.Add(arc);
        }

        return copy;
    }

    private Literal LiteralOf(Condition condition)
    {
        var number = conditions.IndexOf(condition);
        if (number >= 0) return new Literal(number, false);
        conditions.Add(condition);
        return new Literal(conditions.Count - 1, false);
    }
}
