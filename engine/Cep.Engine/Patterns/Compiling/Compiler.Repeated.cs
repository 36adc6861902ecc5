namespace Cep;

/// <content>Parts that take events, once or repeatedly.</content>
internal sealed partial class Compiler
{
    /// <summary>The way around the greedy restriction of a node, for the event that ends the loop before it.</summary>
    private readonly Dictionary<Node, Node> unrestricted = [];

    private Node Repeated(Position at, Node sink)
    {
        var quantifier = at.Part.Quantifier;
        var next = quantifier.IsUnbounded ? Loop(at, WithoutForbidden(sink, at)) : sink;
        if (quantifier.IsGreedy && !quantifier.IsUnbounded && quantifier.Min != quantifier.Max) Restrict(sink, at);
        var optional = quantifier.IsUnbounded ? 0 : quantifier.Max - quantifier.Min;
        for (var i = 0; i < optional; i++) next = Again(at, next, sink);
        for (var i = 1; i < quantifier.Min; i++) next = Again(at, next, null);
        return Once(at, next, quantifier.IsOptional ? sink : null, at.Contiguity, isFirst: true);
    }

    private Node Again(Position at, Node next, Node? leave)
    {
        var node = Once(at, next, leave, at.Loop, isFirst: false);
        ForbidAfter(node, at);
        return node;
    }

    /// <summary>One time of a part.</summary>
    /// <param name="at">The part.</param>
    /// <param name="next">Where the part leads.</param>
    /// <param name="leave">Where to go on without it; null when it is needed.</param>
    /// <param name="contiguity">How it follows.</param>
    /// <param name="isFirst">It is the first time.</param>
    private Node Once(Position at, Node next, Node? leave, Contiguity contiguity, bool isFirst)
    {
        if (at.Part is not StagePart stage)
        {
            var inner = Composite(at, next, contiguity, isFirst, canBeLeft: leave is not null);
            if (leave is not null) inner.Proceed(leave, Guard.Always);
            return inner;
        }

        // Flink limits the waiting for each time but the last one possible, which is the one built first.
        var isLimited = !built.Add(stage) || stage.Quantifier.IsSingle;
        var take = LoopTakeGuard(stage, at.Scope);
        var node = new Node(NodeKind.Normal, stage.Stage) { WaitNanos = isLimited ? stage.WaitNanos : 0 };
        if (at.IsHeadOfGroup && node.WaitNanos == 0) node.WaitNanos = at.Scope.WaitNanos;
        var sink = WithoutForbidden(next, at);
        node.Take(sink, take, IsExcluded(at));
        if (leave is not null) Leave(node, leave, at);
        if (SkipGuard(stage, contiguity, at.Scope, isInLoop: !isFirst) is { } skip)
        {
            // After skipping an event the part can't be left out any more, so that a way to leave is taken only once.
            var waiting = node;
            if (leave is not null || (at.IsHeadOfGroup && at.Scope.CanBeLeft))
            {
                waiting = new Node(NodeKind.Normal, stage.Stage);
                waiting.Take(sink, take, IsExcluded(at));
                waiting.Skip(waiting, skip);
                ForbidBefore(waiting, at);
            }

            node.Skip(waiting, skip);
        }

        return node;
    }

    /// <summary>All times beyond those that are counted: a node that leads to itself.</summary>
    private Node Loop(Position at, Node sink)
    {
        if (at.Part is not StagePart stage) return LoopOfComposite(at, sink);
        built.Add(stage);
        var take = LoopTakeGuard(stage, at.Scope);
        var loop = new Node(NodeKind.Normal, stage.Stage);
        if (stage.Quantifier.IsGreedy) Restrict(sink, at);
        Leave(loop, sink, at);
        loop.Take(loop, take, IsExcluded(at));
        ForbidAfter(loop, at);
        if (SkipGuard(stage, at.Loop, at.Scope, isInLoop: true) is { } skip)
        {
            var waiting = new Node(NodeKind.Normal, stage.Stage);
            waiting.Take(loop, take, IsExcluded(at));
            waiting.Skip(waiting, skip);
            loop.Skip(waiting, skip);
            ForbidAfter(waiting, at);
        }

        return loop;
    }

    private Node LoopOfComposite(Position at, Node sink)
    {
        var back = new Node(NodeKind.Normal, -1);
        var inner = Composite(at, back, at.Loop, isFirst: false, canBeLeft: true);
        inner.Proceed(sink, Guard.Always);
        back.Proceed(inner, Guard.Always);
        return inner;
    }

    private Node Composite(Position at, Node next, Contiguity contiguity, bool isFirst, bool canBeLeft)
    {
        var scope = new Scope
        {
            First = contiguity,
            Loop = at.Loop,
            WaitNanos = at.Part.WaitNanos,
            CanBeLeft = canBeLeft || (at.IsHeadOfGroup && at.Scope.CanBeLeft),
            Unless = Unless(at),
            Forbidden = at.ForbiddenAfter,
            IsExcluded = IsExcluded(at),
        };
        if (at.Part is GroupPart group) return Sequence(group.Parts, next, scope);
        var choice = new Node(NodeKind.Normal, -1);
        foreach (var alternative in ((ChoicePart)at.Part).Alternatives.Reverse()) choice.Proceed(Sequence(alternative, next, scope), Guard.Always);
        return choice;
    }

    /// <summary>A greedy loop is left only by the event that ends it or by one that the loop would not take.</summary>
    private void Leave(Node node, Node target, Position at)
    {
        if (at.Part.Quantifier is { IsGreedy: true, Until: { } until } && unrestricted.TryGetValue(target, out var free))
        {
            node.Proceed(free, Guard.Of(LiteralOf(until)));
            node.Proceed(target, Guard.Of(LiteralOf(until).Not()));
        }
        else
        {
            node.Proceed(target, Guard.Always);
        }
    }

    /// <summary>What comes after a greedy part neither takes nor skips an event that the part would take.</summary>
    private void Restrict(Node sink, Position at)
    {
        if (at.Part is not StagePart stage) return;
        if (stage.Quantifier.Until is not null) unrestricted[sink] = sink.Copy();
        sink.Restrict(TakeGuard(stage, at.Scope).Not());
    }

    private static bool IsExcluded(Position at) => at.Part.IsExcluded || at.Scope.IsExcluded;
}
