using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Cep;

/// <summary>
/// When something happened: nanoseconds since the Unix epoch, UTC. It has no concept of a time zone, a calendar or a
/// wall clock, and it is never the time at which something was processed.
/// </summary>
/// <remarks>Bounds: 1677-09-21 to 2262-04-11 (a signed 64-bit count of nanoseconds). Immutable, safe on any thread.</remarks>
/// <param name="Nanos">Nanoseconds since 1970-01-01T00:00:00Z; negative before it.</param>
[JsonConverter(typeof(EventTimeJsonConverter))]
public readonly record struct EventTime(long Nanos) : IComparable<EventTime>
{
    /// <summary>How long the text of a time is, see <see cref="ToString"/>.</summary>
    internal const int TextBytes = 30;

    private const long NanosPerTick = 100;
    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Before every event: the watermark of a log that has not begun.</summary>
    public static readonly EventTime MinValue = new(long.MinValue);

    /// <summary>After every event: the watermark at the end of the input.</summary>
    public static readonly EventTime MaxValue = new(long.MaxValue);

    /// <summary>The event time of a UTC date and time.</summary>
    /// <param name="utc">A date and time whose kind is not <see cref="DateTimeKind.Local"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="utc"/> is local time.</exception>
    /// <exception cref="OverflowException">It lies outside the bounds of the type.</exception>
    public static EventTime FromUtc(DateTime utc) => utc.Kind == DateTimeKind.Local
        ? throw new ArgumentException("Event time is UTC; convert the local time first.", nameof(utc))
        : new(checked((utc.Ticks - DateTime.UnixEpoch.Ticks) * NanosPerTick));

    /// <summary>Reads an ISO 8601 date and time with up to nine decimals of a second; without an offset it is UTC.</summary>
    /// <exception cref="FormatException">The text is no such time; the message quotes it.</exception>
    public static EventTime Parse(string text) => TryParse(text, out var time)
        ? time
        : throw new FormatException($"'{text}' is no event time; expected ISO 8601 such as 2013-10-07T13:35:00.000000000Z.");

    /// <summary>As <see cref="Parse"/>, without throwing.</summary>
    /// <returns>False when the text is no ISO 8601 time or lies outside the bounds of the type.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EventTime time) => IsoTime.TryParse(text, out time);

    /// <summary>This time moved by a duration.</summary>
    /// <exception cref="OverflowException">The result lies outside the bounds of the type.</exception>
    public static EventTime operator +(EventTime time, TimeSpan duration) => new(checked(time.Nanos + duration.Ticks * NanosPerTick));

    /// <summary>This time moved back by a duration.</summary>
    /// <exception cref="OverflowException">The result lies outside the bounds of the type.</exception>
    public static EventTime operator -(EventTime time, TimeSpan duration) => new(checked(time.Nanos - duration.Ticks * NanosPerTick));

    /// <summary>The duration between two times, cut to 100 ns (the resolution of <see cref="TimeSpan"/>).</summary>
    /// <exception cref="OverflowException">The difference exceeds 292 years.</exception>
    public static TimeSpan operator -(EventTime later, EventTime earlier) => new(checked(later.Nanos - earlier.Nanos) / NanosPerTick);

    /// <summary>Earlier than.</summary>
    public static bool operator <(EventTime left, EventTime right) => left.Nanos < right.Nanos;

    /// <summary>Later than.</summary>
    public static bool operator >(EventTime left, EventTime right) => left.Nanos > right.Nanos;

    /// <summary>Not later than.</summary>
    public static bool operator <=(EventTime left, EventTime right) => left.Nanos <= right.Nanos;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(EventTime left, EventTime right) => left.Nanos >= right.Nanos;

    /// <inheritdoc/>
    public int CompareTo(EventTime other) => Nanos.CompareTo(other.Nanos);

    /// <summary>The UTC date and time, cut to 100 ns (the resolution of <see cref="DateTime"/>).</summary>
    public DateTime ToUtc() => DateTime.UnixEpoch.AddTicks(FloorDivide(Nanos, NanosPerTick));

    /// <summary>ISO 8601 with nine decimals and Z, for example <c>2013-10-07T13:35:00.000000000Z</c>; culture has no part in it.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextBytes];
        WriteTo(text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes the text of <see cref="ToString"/>, <see cref="TextBytes"/> long, without making a string.</summary>
    internal void WriteTo(Span<byte> text)
    {
        var seconds = FloorDivide(Nanos, NanosPerSecond);
        var fraction = Nanos - seconds * NanosPerSecond;
        Utf8.TryWrite(
            text, CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{fraction:D9}Z", out _);
    }

    private static long FloorDivide(long value, long by) => value / by - (value % by < 0 ? 1 : 0);
}
