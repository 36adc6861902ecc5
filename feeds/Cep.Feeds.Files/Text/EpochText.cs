namespace Cep.Feeds.Files;

/// <summary>Counts of time units, with or without decimals, from bytes.</summary>
internal static class EpochText
{
    // Guessing bounds: 10^11 seconds are the year 5138, 10^11 milliseconds the year 1973, and so on by thousands.
    private const long SecondsBelow = 100_000_000_000;
    private const long MillisecondsBelow = SecondsBelow * 1_000;
    private const long MicrosecondsBelow = MillisecondsBelow * 1_000;

    /// <summary>The unit of a count, guessed from its magnitude.</summary>
    public static EpochUnit Guess(ReadOnlySpan<byte> text)
    {
        var digits = text.TrimStart((byte)'-');
        var point = digits.IndexOf((byte)'.');
        if (point >= 0) digits = digits[..point];
        if (!Digits.TryParse(digits, out var count)) return EpochUnit.Nanoseconds;
        return count < SecondsBelow ? EpochUnit.Seconds
            : count < MillisecondsBelow ? EpochUnit.Milliseconds
            : count < MicrosecondsBelow ? EpochUnit.Microseconds
            : EpochUnit.Nanoseconds;
    }

    /// <summary>How many nanoseconds a unit has.</summary>
    public static long NanosOf(EpochUnit unit) => unit switch
    {
        EpochUnit.Seconds => 1_000_000_000,
        EpochUnit.Milliseconds => 1_000_000,
        EpochUnit.Microseconds => 1_000,
        _ => 1,
    };

    /// <summary>Reads a count as nanoseconds, exactly; what decimals say beyond a nanosecond is cut off.</summary>
    /// <returns>False when the text is no such count or exceeds what nanoseconds can hold.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, long unitNanos, out long nanos)
    {
        nanos = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        var point = text.IndexOf((byte)'.');
        long fraction = 0;
        if (point >= 0)
        {
            if (!TryParseFraction(text[(point + 1)..], unitNanos, out fraction)) return false;
            text = text[..point];
        }

        if (!TryParseWhole(text, out var whole)) return false;
        var total = (Int128)whole * unitNanos + fraction;
        if (total >= long.MaxValue) return false;
        nanos = negative ? -(long)total : (long)total;
        return true;
    }

    private static bool TryParseWhole(ReadOnlySpan<byte> text, out long whole)
    {
        // Nineteen digits only in nanoseconds from 2001 on; the first is added to the other eighteen.
        if (text.Length != 19) return Digits.TryParse(text, out whole);
        var first = (uint)text[0] - '0';
        if (!Digits.TryParse(text[1..], out whole) || first > 9) return false;
        var sum = (Int128)first * 1_000_000_000_000_000_000 + whole;
        whole = (long)sum;
        return sum < long.MaxValue;
    }

    private static bool TryParseFraction(ReadOnlySpan<byte> text, long unitNanos, out long nanos)
    {
        nanos = 0;
        if (text.Length == 0) return false;
        foreach (var character in text)
        {
            var digit = (uint)character - '0';
            if (digit > 9) return false;
            unitNanos /= 10;
            nanos += digit * unitNanos;
        }

        return true;
    }
}
