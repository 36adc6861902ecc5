namespace Cep;

/// <summary>
/// ISO 8601 to nanoseconds. The BCL stops at 100 ns, market data does not, so the fraction is read here and the rest left to it.
/// </summary>
internal static class IsoTime
{
    private const int MaxDecimals = 9;

    public static bool TryParse(ReadOnlySpan<char> text, out EventTime time)
    {
        time = default;
        text = text.Trim();
        var dot = text.IndexOf('.');
        long fraction = 0;
        Span<char> whole = stackalloc char[40];
        var length = text.Length;
        if (dot >= 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (!TryReadFraction(text[(dot + 1)..end], out fraction)) return false;
            length = dot + text.Length - end;
            if (length > whole.Length) return false;
            text[..dot].CopyTo(whole);
            text[end..].CopyTo(whole[dot..]);
        }
        else
        {
            if (length > whole.Length) return false;
            text.CopyTo(whole);
        }

        return TryReadSeconds(whole[..length], out var utc) && TryCombine(utc, fraction, out time);
    }

    private static bool TryReadFraction(ReadOnlySpan<char> digits, out long nanos)
    {
        nanos = 0;
        if (digits.Length is 0 or > MaxDecimals) return false;
        for (var i = 0; i < MaxDecimals; i++) nanos = nanos * 10 + (i < digits.Length ? digits[i] - '0' : 0);
        return true;
    }

    private static bool TryReadSeconds(ReadOnlySpan<char> text, out DateTime utc)
    {
        // A bare number such as "2013" must not pass for a date.
        if (text.Length < 10 || text[4] != '-')
        {
            utc = default;
            return false;
        }

        return DateTime.TryParse(
            text,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal,
            out utc);
    }

    private static bool TryCombine(DateTime utc, long fraction, out EventTime time)
    {
        var nanos = (Int128)(utc.Ticks - DateTime.UnixEpoch.Ticks) * 100 + fraction;
        var fits = nanos > long.MinValue && nanos < long.MaxValue;
        time = fits ? new EventTime((long)nanos) : default;
        return fits;
    }
}
