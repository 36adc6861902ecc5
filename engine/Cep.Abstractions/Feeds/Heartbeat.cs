namespace Cep;

/// <summary>
/// An entry of a feed that is no event and moves time on: the feed has no event before this time any more. What comes
/// later with an earlier time is late.
/// </summary>
/// <param name="Feed">The feed.</param>
/// <param name="AfterEvents">How many events of the feed came before it, late ones included.</param>
/// <param name="Time">The time before which no event of the feed is expected any more.</param>
public readonly record struct Heartbeat(string Feed, long AfterEvents, EventTime Time);
