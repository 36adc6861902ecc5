namespace Cep;

/// <summary>A state while the automaton is built, with steps that no event makes; <see cref="Closure"/> removes these.</summary>
internal sealed class Node(NodeKind kind, int stage)
{
    public NodeKind Kind { get; } = kind;

    public int Stage { get; } = stage;

    public long WaitNanos { get; set; }

    public List<Arc> Arcs { get; } = [];

    /// <summary>For <see cref="NodeKind.Stop"/>: the part that must not occur.</summary>
    public PatternPart? Forbidden { get; init; }

    public void Take(Node target, Guard when, bool isExcluded) => Arcs.Add(new Arc(ArcKind.Take, target, when, isExcluded));

    public void Skip(Node target, Guard when) => Arcs.Add(new Arc(ArcKind.Skip, target, when, false));

    public void Proceed(Node target, Guard when) => Arcs.Add(new Arc(ArcKind.Proceed, target, when, false));

    /// <summary>A node with the same arcs; an arc to itself leads the copy to itself.</summary>
    public Node Copy()
    {
        var copy = new Node(Kind, Stage) { Forbidden = Forbidden };
        foreach (var arc in Arcs) copy.Arcs.Add(arc.Target == this ? arc with { Target = copy } : arc);
        return copy;
    }

    /// <summary>Narrows every arc.</summary>
    public void Restrict(Guard guard)
    {
        for (var i = 0; i < Arcs.Count; i++) Arcs[i] = Arcs[i] with { When = Arcs[i].When.And(guard) };
    }
}

internal enum NodeKind
{
    Normal,

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
