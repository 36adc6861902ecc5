using System.Globalization;

namespace Cep;

/// <summary>Durations as people write them in settings: <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>, <c>2d</c>, or <c>00:05:00</c>.</summary>
public static class Duration
{
    /// <summary>What the text may look like, for messages.</summary>
    public const string Expected = "a duration such as 250ms, 30s, 5m, 1h, 2d or 00:05:00";

    private static readonly (string Suffix, double Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour), ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>Reads a duration; it is not negative.</summary>
    /// <returns>False when the text is no duration or exceeds <see cref="TimeSpan.MaxValue"/>.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return false;
        foreach (var (suffix, ticks) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)) return TryScale(text[..^suffix.Length], ticks, out duration);
        }

        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
            && duration >= TimeSpan.Zero;
    }

    /// <summary>Writes a duration in the largest unit that divides it.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var (suffix, ticks) = Units.OrderByDescending(unit => unit.Ticks).FirstOrDefault(unit => duration.Ticks % unit.Ticks == 0);
        return suffix is null
            ? duration.ToString("c", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{suffix}");
    }

    private static bool TryScale(string number, double ticks, out TimeSpan duration)
    {
        duration = default;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        var total = Math.Round(value * ticks);
        if (total >= long.MaxValue) return false;
        duration = new TimeSpan((long)total);
        return true;
    }
}
