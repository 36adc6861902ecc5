namespace Cep;

/// <summary>An event that came when its feed had already passed its time.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Position">Line, row or offset in the feed.</param>
/// <param name="Time">The event's time.</param>
/// <param name="Reached">The time that the feed had reached.</param>
/// <param name="Event">The event itself.</param>
public readonly record struct LateEvent(string Feed, long Position, EventTime Time, EventTime Reached, IEvent Event)
{
    /// <summary>How late it was, in nanoseconds.</summary>
    public long LatenessNanos => Reached.Nanos - Time.Nanos;

    /// <summary>How late it was, to 100 nanoseconds.</summary>
    public TimeSpan By => Reached - Time;
}
