namespace Cep;

/// <summary>An event as a pattern saw it.</summary>
/// <param name="Stage">The stage that took it; empty for one that was not taken.</param>
/// <param name="Sequence">Its sequence number; of a derived event the last of its causes.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Value">The event itself: what conditions looked at.</param>
public sealed record TakenEvent(string Stage, long Sequence, EventTime Time, object Value);
