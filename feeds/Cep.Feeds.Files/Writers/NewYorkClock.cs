using NodaTime;

namespace Cep.Feeds.Files;

/// <summary>What the clock on the wall in New York shows at an event time.</summary>
internal sealed class NewYorkClock
{
    private const long NanosPerDay = 86_400_000_000_000;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];
    private long from = long.MaxValue;
    private long until = long.MinValue;
    private long offset;
    private bool repeatsAtStart;

    /// <summary>The day as a number such as 20131007, and the time since its midnight as the clock shows it.</summary>
    /// <returns>False in the hour that the clock shows for the second time in autumn, which can't be told from the first.</returns>
    public bool TryRead(EventTime time, out int day, out long nanosOfDay)
    {
        if (time.Nanos < from || time.Nanos >= until) Find(time);
        var local = time.Nanos + offset;
        var days = Math.DivRem(local, NanosPerDay, out nanosOfDay);
        if (nanosOfDay < 0)
        {
            nanosOfDay += NanosPerDay;
            days--;
        }

        var date = DateOnly.FromDayNumber((int)(days + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber));
        day = date.Year * 10_000 + date.Month * 100 + date.Day;
        return !repeatsAtStart || time.Nanos - from >= NanosPerDay / 24;
    }

    private void Find(EventTime time)
    {
        var interval = Zone.GetZoneInterval(Instant.FromUnixTimeTicks(0).PlusNanoseconds(time.Nanos));
        from = interval.HasStart ? NanosOf(interval.Start) : long.MinValue;
        until = interval.HasEnd ? NanosOf(interval.End) : long.MaxValue;
        offset = interval.WallOffset.Nanoseconds;
        repeatsAtStart = interval.HasStart
            && Zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset > interval.WallOffset;
    }

    /// <summary>A change of the clock outside the bounds of event time is as good as none.</summary>
    private static long NanosOf(Instant instant) =>
        (long)Int128.Clamp((instant - NodaConstants.UnixEpoch).ToInt128Nanoseconds(), long.MinValue, long.MaxValue);
}
