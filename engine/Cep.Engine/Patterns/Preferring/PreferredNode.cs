namespace Cep;

/// <summary>
/// A step of a pattern whose ways to match have an order. Between events a partial match goes on through branches and
/// anchors, most preferred first, until each of its ways waits for an event or is complete.
/// </summary>
internal abstract class PreferredNode;

/// <summary>Waits for an event.</summary>
internal sealed class TakeNode(StagePart part, Contiguity contiguity, bool isExcluded, PreferredNode next) : PreferredNode
{
    public StagePart Part => part;

    public Contiguity Contiguity => contiguity;

    public bool IsExcluded => isExcluded;

    public PreferredNode Next => next;

    /// <summary>Names the stage that is waited for when time is up.</summary>
    public AutomatonState State { get; } = new(0, part.Stage);
}

/// <summary>Goes on in several ways, the preferred one first.</summary>
internal sealed class BranchNode : PreferredNode
{
    public IReadOnlyList<PreferredNode> Targets { get; set; } = [];

    /// <summary>The way out of a loop, for one that has come round without an event; null when this is no loop.</summary>
    public PreferredNode? Exit { get; init; }
}

/// <summary>Goes on only before the first event of the key, or only after its last.</summary>
internal sealed class AnchorNode(bool isStart, PreferredNode next) : PreferredNode
{
    public bool IsStart => isStart;

    public PreferredNode Next => next;
}

/// <summary>The match is complete.</summary>
internal sealed class AcceptNode : PreferredNode;
