using NodaTime;

namespace Cep.Feeds.Files;

/// <summary>
/// One calendar day in New York: turns a time of day into event time, days on which the clocks change included. A time
/// that happens twice is taken as the first; one that is skipped is moved on by the length of the gap.
/// </summary>
/// <remarks>Immutable, safe on any thread.</remarks>
internal sealed class NewYorkDay
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private readonly long beforeNanos;
    private readonly long afterNanos;
    private readonly long changeNanos = long.MaxValue;

    /// <summary>Looks up a day.</summary>
    public NewYorkDay(LocalDate day)
    {
        var midnight = day.At(LocalTime.Midnight);
        var start = NewYork.ResolveLocal(midnight, NodaTime.TimeZones.Resolvers.LenientResolver).ToInstant();
        var interval = NewYork.GetZoneInterval(start);
        var localNanos = midnight.InUtc().ToInstant().ToUnixTimeTicks() * 100;
        beforeNanos = localNanos - interval.WallOffset.Nanoseconds;
        afterNanos = beforeNanos;
        if (!interval.HasEnd) return;

        // By both offsets the change lies at another time of day; until the later one the old offset holds.
        var next = NewYork.GetZoneInterval(interval.End);
        afterNanos = localNanos - next.WallOffset.Nanoseconds;
        changeNanos = (interval.End.ToUnixTimeTicks() * 100) - Math.Min(beforeNanos, afterNanos);
    }

    /// <summary>When the day begins.</summary>
    public EventTime Start => new(beforeNanos);

    /// <summary>The event time of a time of day, in nanoseconds since midnight by the clock on the wall.</summary>
    public EventTime At(long clockNanos) => new(clockNanos + (clockNanos < changeNanos ? beforeNanos : afterNanos));
}
