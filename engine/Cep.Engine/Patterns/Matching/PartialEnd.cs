namespace Cep;

/// <summary>How a partial match came to nothing.</summary>
/// <param name="Tail">What it had taken.</param>
/// <param name="State">Where it stood; null when it was complete and waited for its turn.</param>
/// <param name="Cause">Why.</param>
/// <param name="EndedBy">The sequence number of what ended it; −1 for time.</param>
internal readonly record struct PartialEnd(Link Tail, AutomatonState? State, EndCause Cause, long EndedBy);
