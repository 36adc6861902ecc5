namespace Cep;

/// <content>Parts that take events, once or repeatedly.</content>
internal sealed partial class Compiler
{
    /// <summary>The way around the greedy restriction of a node, for the event that ends the loop before it.</summary>
    private readonly Dictionary<Node, Node> unrestricted = [];

    private Node Repeated(Position at, Node sink)
    {
        var quantifier = at.Part.Quantifier;
        var behind = quantifier.IsUnbounded ? WithoutForbidden(sink, at) : sink;
        if (quantifier.IsGreedy && quantifier.Min != quantifier.Max)
        {
            Restrict(behind, at);
            if (behind != sink) Restrict(sink, at);
        }

        var next = quantifier.IsUnbounded ? Loop(at, behind) : sink;
        var optional = quantifier.IsUnbounded ? 0 : quantifier.Max - quantifier.Min;
        for (var i = 0; i < optional; i++) next = Once(at, next, sink, isFirst: false, isLast: i == 0);
        for (var i = 1; i < quantifier.Min; i++) next = Once(at, next, null, isFirst: false, isLast: i == 1 && quantifier.Min == quantifier.Max);
        return Once(at, next, quantifier.IsOptional ? sink : null, isFirst: true);
    }

    /// <summary>One time of a part.</summary>
    /// <param name="at">The part.</param>
    /// <param name="next">Where the part leads.</param>
    /// <param name="leave">Where to go on without it; null when it is needed.</param>
    /// <param name="isFirst">It is the first time.</param>
    /// <param name="isLast">It is the last of several that are possible. As in Flink that one is waited for without limit.</param>
    private Node Once(Position at, Node next, Node? leave, bool isFirst, bool isLast = false)
    {
        var sink = WithoutForbidden(next, at);
        if (at.Part is not StagePart stage)
        {
            var inner = Composite(at, sink, isFirst, canBeLeft: leave is not null);
            if (leave is not null) inner.ProceedLast(leave);
            return inner;
        }

        var take = TakeGuard(stage, at.Scope);
        var node = new Node(NodeKind.Normal, stage.Stage) { Wait = isLast ? TimeLimit.None : stage.Wait };
        if (at.IsHeadOfGroup && node.Wait.IsNone) node.Wait = at.Scope.Wait;
        node.Take(sink, take, IsExcluded(at));
        if (leave is not null) Leave(node, leave, at);
        if (!isFirst) ForbidAfter(node, at);
        if (SkipGuard(stage, isFirst ? at.Contiguity : at.Loop, at.Scope, isInLoop: !isFirst) is { } skip)
        {
            // After skipping an event the part can't be left out any more, so that a way to leave is taken only once.
            var canLeave = leave is not null || (at.IsHeadOfGroup && at.Scope.CanBeLeft);
            node.Skip(canLeave ? Waiting(at, stage, sink, take, skip, isFirst) : node, skip);
        }

        return node;
    }

    /// <summary>A node for one that has skipped an event.</summary>
    private Node Waiting(Position at, StagePart stage, Node sink, Guard take, Guard skip, bool isFirst)
    {
        var waiting = new Node(NodeKind.Normal, stage.Stage);
        waiting.Take(sink, take, IsExcluded(at));
        waiting.Skip(waiting, skip);
        if (isFirst) ForbidBefore(waiting, at);
        else ForbidAfter(waiting, at);
        return waiting;
    }

    /// <summary>All times beyond those that are counted: a node that leads to itself.</summary>
    private Node Loop(Position at, Node sink)
    {
        if (at.Part is not StagePart stage) return LoopOfComposite(at, sink);
        var take = TakeGuard(stage, at.Scope);
        var loop = new Node(NodeKind.Normal, stage.Stage);
        Leave(loop, sink, at);
        loop.Take(loop, take, IsExcluded(at));
        ForbidAfter(loop, at);
        if (SkipGuard(stage, at.Loop, at.Scope, isInLoop: true) is { } skip) loop.Skip(Waiting(at, stage, loop, take, skip, isFirst: false), skip);
        return loop;
    }

    private Node LoopOfComposite(Position at, Node sink)
    {
        var back = new Node(NodeKind.Back, -1);
        var inner = Composite(at, back, isFirst: false, canBeLeft: true);
        inner.ProceedLast(sink);
        back.Wait = inner.Wait;
        back.Proceed(inner, Guard.Always);
        return inner;
    }

    private Node Composite(Position at, Node next, bool isFirst, bool canBeLeft)
    {
        var scope = new Scope
        {
            First = isFirst ? at.Contiguity : at.Loop,
            Loop = at.Loop,
            Wait = at.Part.Wait,
            CanBeLeft = canBeLeft || (at.IsHeadOfGroup && at.Scope.CanBeLeft),
            Unless = Unless(at),
            Forbidden = at.ForbiddenAfter,
            ForbiddenBefore = isFirst ? [.. at.ForbiddenBefore()] : at.ForbiddenAfter is { } after ? [after] : [],
            IsExcluded = IsExcluded(at),
        };
        if (at.Part is GroupPart group) return Sequence(group.Parts, next, scope);
        var choice = new Node(NodeKind.Choice, -1);
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
        sink.Restrict(StageGuard(stage, at.Scope).Not());
    }

    private static bool IsExcluded(Position at) => at.Part.IsExcluded || at.Scope.IsExcluded;
}
