using System.Buffers.Binary;

namespace Cep.Feeds.Files;

/// <summary>Runs of decimal digits, from bytes.</summary>
internal static class Digits
{
    private const int NanoDigits = 9;
    private const ulong Zeros = 0x3030303030303030;
    private const ulong HighNibbles = 0xF0F0F0F0F0F0F0F0;

    private static readonly long[] PowersOfTen =
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    /// <summary>Reads one to eighteen digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 18) return false;
        while (text.Length >= 8)
        {
            if (!TryParseEight(BinaryPrimitives.ReadUInt64LittleEndian(text), out var eight)) return false;
            value = value * 100_000_000 + eight;
            text = text[8..];
        }

        foreach (var character in text)
        {
            var digit = (uint)character - '0';
            if (digit > 9) return false;
            value = value * 10 + digit;
        }

        return true;
    }

    /// <summary>Reads the decimals of a second, one to nine digits, as nanoseconds.</summary>
    public static bool TryParseFraction(ReadOnlySpan<byte> text, out long nanos)
    {
        if (text.Length == NanoDigits)
        {
            var last = (uint)text[NanoDigits - 1] - '0';
            var known = TryParseEight(BinaryPrimitives.ReadUInt64LittleEndian(text), out nanos) && last <= 9;
            nanos = nanos * 10 + last;
            return known;
        }

        nanos = 0;
        if (text.Length is 0 or > NanoDigits || !TryParse(text, out var digits)) return false;
        nanos = digits * PowersOfTen[NanoDigits - text.Length];
        return true;
    }

    /// <summary>Reads the first two bytes as a number of two digits; a number above 99 when they are no digits.</summary>
    public static uint Two(ReadOnlySpan<byte> text)
    {
        var tens = (uint)text[0] - '0';
        var ones = (uint)text[1] - '0';
        return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
    }

    /// <summary>Eight digits at once: neighbours are joined to pairs, pairs to fours, fours to eight.</summary>
    /// <param name="chunk">The digits, the first one in the lowest byte.</param>
    /// <param name="value">The number.</param>
    public static bool TryParseEight(ulong chunk, out long value)
    {
        value = 0;
        if ((chunk & HighNibbles) != Zeros || ((chunk + 0x0606060606060606) & HighNibbles) != Zeros) return false;
        chunk -= Zeros;
        chunk = chunk * 10 + (chunk >> 8);
        var fours = (chunk & 0x000000FF000000FF) * 0x000F424000000064;
        var rest = ((chunk >> 16) & 0x000000FF000000FF) * 0x0000271000000001;
        value = (long)((fours + rest) >> 32);
        return true;
    }
}
