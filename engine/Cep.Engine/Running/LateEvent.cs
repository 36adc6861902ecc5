namespace Cep;

/// <summary>An event that came when its feed had already passed its time; it is counted and not processed.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Position">Line, row or offset in the feed.</param>
/// <param name="Time">The event's time.</param>
/// <param name="Reached">The time that the feed had reached.</param>
public readonly record struct LateEvent(string Feed, long Position, EventTime Time, EventTime Reached)
{
    /// <summary>How late it was.</summary>
    public TimeSpan By => Reached - Time;
}
