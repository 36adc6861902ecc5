namespace Cep;

/// <summary>A state while the automaton is built, with steps that no event makes; <see cref="Closure"/> removes these.</summary>
internal sealed class Node(NodeKind kind, int stage)
{
    public NodeKind Kind { get; } = kind;

    public int Stage { get; } = stage;

    public TimeLimit Wait { get; set; }

    public List<Arc> Arcs { get; } = [];

    /// <summary>For <see cref="NodeKind.Stop"/> and <see cref="NodeKind.Pending"/>: the part that must not occur.</summary>
    public PatternPart? Forbidden { get; init; }

    public void Take(Node target, Guard when, bool isExcluded) => Arcs.Add(new Arc(ArcKind.Take, target, when, isExcluded));

    public void Skip(Node target, Guard when) => Arcs.Add(new Arc(ArcKind.Skip, target, when, false));

    public void Proceed(Node target, Guard when) => Arcs.Add(new Arc(ArcKind.Proceed, target, when, false));

    /// <summary>Proceeds when all else has been tried; of other ways to proceed the one added last is tried first.</summary>
    public void ProceedLast(Node target) => Arcs.Insert(0, new Arc(ArcKind.Proceed, target, Guard.Always, false));

    /// <summary>A node with the same arcs; an arc to itself leads the copy to itself. The nodes of a choice are copied with it.</summary>
    public Node Copy()
    {
        var copy = new Node(Kind, Stage) { Forbidden = Forbidden, Wait = Wait };
        foreach (var arc in Arcs)
        {
            var target = arc.Target == this ? copy : IsOfChoice(arc) ? arc.Target.Copy() : arc.Target;
            copy.Arcs.Add(arc with { Target = target });
        }

        return copy;
    }

    /// <summary>Narrows every arc; of a choice those of its nodes.</summary>
    public void Restrict(Guard guard)
    {
        foreach (var arc in Arcs)
        {
            if (IsOfChoice(arc)) arc.Target.Restrict(guard);
        }

        for (var i = 0; i < Arcs.Count; i++) Arcs[i] = Arcs[i] with { When = Arcs[i].When.And(guard) };
    }

    private bool IsOfChoice(Arc arc) => Kind == NodeKind.Choice && arc.Kind == ArcKind.Proceed && arc.Target.Kind != NodeKind.Stop;
}

internal enum NodeKind
{
    Normal,

    /// <summary>Proceeds to the first nodes of its alternatives.</summary>
    Choice,

    /// <summary>The end of a group that loops, from where it begins again or is left. It has no arcs while the group is built.</summary>
    Back,

    /// <summary>The pattern is complete.</summary>
    Final,

    /// <summary>What must not occur did.</summary>
    Stop,

    /// <summary>Complete when the time is up.</summary>
    Pending,
}

internal readonly record struct Arc(ArcKind Kind, Node Target, Guard When, bool IsExcluded);

internal enum ArcKind
{
    Take,
    Skip,

    /// <summary>On to the target without an event: the target is asked about the same event.</summary>
    Proceed,
}
