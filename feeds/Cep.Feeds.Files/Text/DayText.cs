namespace Cep.Feeds.Files;

/// <summary>Calendar days from bytes. The last one is remembered, because rows of one day follow each other.</summary>
/// <remarks>Not safe for more than one thread.</remarks>
internal sealed class DayText
{
    private const long NanosPerTick = 100;

    // The years of which every instant is an event time.
    private const int FirstYear = 1678;
    private const int LastYear = 2261;

    private readonly byte[] last = new byte[10];
    private int lastLength = -1;
    private long lastNanos;

    /// <summary>Reads <c>yyyy-MM-dd</c>, <c>yyyy/MM/dd</c>, <c>yyyyMMdd</c> or <c>dd-MM-yyyy</c> as nanoseconds from the epoch to its midnight in UTC.</summary>
    /// <returns>False when it is no such day or lies outside the years 1678 to 2261.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = lastNanos;
        if (text.Length == lastLength && text.SequenceEqual(last.AsSpan(0, lastLength))) return true;
        if (!TryRead(text, out nanos)) return false;
        text.CopyTo(last);
        lastLength = text.Length;
        lastNanos = nanos;
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = 0;
        if (text.Length == 8) return TryCombine(text[..4], text[4..6], text[6..], out nanos);
        if (text.Length != 10) return false;
        var separator = text[4] is (byte)'-' or (byte)'/' ? text[4] : (byte)'-';
        return text[4] == separator && text[7] == separator
            ? TryCombine(text[..4], text[5..7], text[8..], out nanos)
            : text[2] == separator && text[5] == separator && TryCombine(text[6..], text[3..5], text[..2], out nanos);
    }

    private static bool TryCombine(ReadOnlySpan<byte> years, ReadOnlySpan<byte> months, ReadOnlySpan<byte> days, out long nanos)
    {
        nanos = 0;
        if (!Digits.TryParse(years, out var year) || year is < FirstYear or > LastYear) return false;
        var month = Digits.Two(months);
        var day = Digits.Two(days);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month)) return false;
        nanos = (new DateTime((int)year, (int)month, (int)day).Ticks - DateTime.UnixEpoch.Ticks) * NanosPerTick;
        return true;
    }
}
