namespace Cep;

/// <summary>How a partial match came to nothing.</summary>
/// <param name="Tail">What it had taken.</param>
/// <param name="State">Where it stood; null when it was complete and waited for its turn.</param>
/// <param name="Cause">Why.</param>
internal readonly record struct PartialEnd(Link Tail, AutomatonState? State, EndCause Cause)
{
    /// <summary>The event that ended it; null when it was none.</summary>
    public Taken? Event { get; init; }

    /// <summary>The match that ended it; null when it was none.</summary>
    public Link? Match { get; init; }

    /// <summary>The sequence number of the event that ended it, or of the last event of the match that did; −1 for time.</summary>
    public long EndedBy => (Event ?? Match?.Event)?.Causes.Last ?? -1;
}
