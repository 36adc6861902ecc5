namespace Cep;

/// <summary>
/// When a timer fires among the events of its key: one due at t goes before the events of time t. So a deadline is the end
/// of a half-open time, like a window's; and the result, which carries the sequence number of an event before t, stands
/// where ties by sequence number put it.
/// </summary>
internal static class TimerOrder
{
    /// <summary>Up to when timers are due at a watermark: none of the events before the next nanosecond is still to come.</summary>
    public static long Reached(long watermark) => watermark == long.MaxValue ? watermark : watermark + 1;

    /// <summary>A time moved by a duration; the end of time when it would lie beyond.</summary>
    public static long After(long time, long nanos) => time > long.MaxValue - nanos ? long.MaxValue : time + nanos;
}
