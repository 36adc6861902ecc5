using System.Globalization;
using System.Numerics;

namespace Cep.Feeds.Files;

/// <summary>
/// Decimal numbers from bytes, correctly rounded. A number of at most 2^53 without its point, divided by a power of ten
/// that a double holds exactly, is rounded once; all others are left to the BCL.
/// </summary>
internal static class DecimalText
{
    private const ulong MaxExact = 1UL << 53;
    private const int MaxDigits = 18;
    private const ulong EachByte = 0x0101010101010101;

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads a number and divides it by 10^<paramref name="scale"/>.</summary>
    /// <param name="text">Digits with an optional sign, point and exponent, or <c>NaN</c> and <c>Infinity</c>.</param>
    /// <param name="value">The number.</param>
    /// <param name="scale">0 to 4.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value, int scale = 0) =>
        (text.Length is > 0 and <= sizeof(ulong) && TryParseShort(Pack(text), text.Length, scale, out value)) || TryParseLong(text, scale, out value);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out double, int)"/>
    public static bool TryParse(RowReader row, int field, out double value, int scale)
    {
        var text = row[field];
        return (text.Length is > 0 and <= sizeof(ulong) && TryParseShort(row.FirstEight(field), text.Length, scale, out value))
            || TryParseLong(text, scale, out value);
    }

    private static ulong Pack(ReadOnlySpan<byte> text)
    {
        ulong bytes = 0;
        for (var i = text.Length - 1; i >= 0; i--) bytes = bytes << 8 | text[i];
        return bytes;
    }

    /// <summary>Digits and perhaps a point, eight bytes in all, without a loop.</summary>
    private static bool TryParseShort(ulong bytes, int length, int scale, out double value)
    {
        value = 0;
        var empty = 8 * (sizeof(ulong) - length);
        bytes <<= empty;

        // The lowest byte that equals the point borrows from its own high bit; bytes above it may, too, but don't count.
        var differs = bytes ^ ('.' * EachByte);
        var points = (differs - EachByte) & ~differs & (0x80 * EachByte);
        var decimals = 0;
        if (points != 0)
        {
            // The digits before the point move up by one place over it.
            var place = BitOperations.TrailingZeroCount(points) & ~7;
            var below = (1UL << place) - 1;
            bytes = (bytes & ~(below << 8 | 0xFF)) | (bytes & below) << 8;
            empty += 8;
            decimals = (56 - place) >> 3;
            if (empty == 64) return false;
        }

        // The places left empty at the front are filled with the digit 0.
        bytes |= ('0' * EachByte) & ((1UL << empty) - 1);
        if (!Digits.TryParseEight(bytes, out var mantissa)) return false;
        value = mantissa / PowersOfTen[decimals + scale];
        return true;
    }

    private static bool TryParseLong(ReadOnlySpan<byte> text, int scale, out double value)
    {
        ulong mantissa = 0;
        var point = -1;
        var first = text.Length > 0 && text[0] == '-' ? 1 : 0;
        for (var i = first; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9) mantissa = mantissa * 10 + digit;
            else if (text[i] == '.' && point < 0) point = i;
            else return TryParseSlowly(text, scale, out value);
        }

        var digits = text.Length - first - (point < 0 ? 0 : 1);
        if (digits is 0 or > MaxDigits || mantissa > MaxExact) return TryParseSlowly(text, scale, out value);
        var decimals = point < 0 ? 0 : text.Length - 1 - point;
        value = mantissa / PowersOfTen[decimals + scale];
        if (first != 0) value = -value;
        return true;
    }

    private static bool TryParseSlowly(ReadOnlySpan<byte> text, int scale, out double value)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return false;
        value /= PowersOfTen[scale];
        return true;
    }
}
