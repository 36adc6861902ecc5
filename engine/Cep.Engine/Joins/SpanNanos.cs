namespace Cep;

/// <summary>Durations of joins in nanoseconds, and times moved by them; a time that would leave its range stays at its end.</summary>
internal static class SpanNanos
{
    /// <exception cref="ArgumentOutOfRangeException">The duration exceeds what event time can express, 292 years.</exception>
    public static long Of(TimeSpan duration, string name)
    {
        const long MaxTicks = long.MaxValue / 100;
        if (duration.Ticks is > MaxTicks or < -MaxTicks)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {duration}; event time spans 292 years, so give less than that, or use the overload without it where there is one.");
        }

        return duration.Ticks * 100;
    }

    public static long Plus(long time, long nanos)
    {
        var moved = unchecked(time + nanos);
        if (nanos >= 0) return moved < time ? long.MaxValue : moved;
        return moved > time ? long.MinValue : moved;
    }

    /// <summary>The latest time whose <see cref="Plus"/> is not later than this one; the end of the input stays the end.</summary>
    public static long Before(long watermark, long nanos) => watermark == long.MaxValue ? watermark : Plus(watermark, -nanos);
}
