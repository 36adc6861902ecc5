namespace Cep.Feeds.Files;

/// <summary>A time of day, <c>HH:mm:ss</c> with up to nine decimals, from bytes.</summary>
internal static class ClockText
{
    /// <summary>The length without decimals.</summary>
    public const int WholeLength = 8;

    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Whether the text is meant as a time of day and not as a date or a count.</summary>
    public static bool LooksLikeClock(ReadOnlySpan<byte> text) => text.Length >= WholeLength && text[2] == ':';

    /// <summary>Reads nanoseconds since midnight.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = 0;
        if (text.Length < WholeLength || text[2] != ':' || text[5] != ':') return false;
        var hour = Digits.Two(text);
        var minute = Digits.Two(text[3..]);
        var second = Digits.Two(text[6..]);
        if (hour > 23 || minute > 59 || second > 59) return false;
        long fraction = 0;
        if (text.Length > WholeLength && (text[WholeLength] != '.' || !Digits.TryParseFraction(text[(WholeLength + 1)..], out fraction)))
        {
            return false;
        }

        nanos = (hour * 3600L + minute * 60 + second) * NanosPerSecond + fraction;
        return true;
    }
}
