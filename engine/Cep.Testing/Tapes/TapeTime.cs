namespace Cep.Testing;

/// <summary>Times as tapes and tests write them.</summary>
internal static class TapeTime
{
    /// <summary>Reads a time of a day, or a full ISO 8601 time.</summary>
    public static EventTime Of(string? date, string time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (time.Contains('T', StringComparison.Ordinal)) return EventTime.Parse(time);
        if (date is null)
        {
            throw new FormatException(
                $"'{time}' is a time of day, but the tape has no day: begin it with Tape.On(\"2013-10-07\") or write the time in full.");
        }

        return EventTime.TryParse($"{date}T{time}Z", out var parsed)
            ? parsed
            : throw new FormatException($"'{time}' on '{date}' is no time; expected a day such as 2013-10-07 and a time such as 13:30 or 13:30:00.250.");
    }

    /// <summary>A time of day as short as it can be told: without the decimals that are 0.</summary>
    public static string Short(EventTime time)
    {
        var text = time.ToString();
        var clock = text[11..^1].TrimEnd('0').TrimEnd('.');
        return clock.Length < 8 ? text[11..19] : clock;
    }

    /// <summary>The day of a time.</summary>
    public static string DayOf(EventTime time) => time.ToString()[..10];
}
