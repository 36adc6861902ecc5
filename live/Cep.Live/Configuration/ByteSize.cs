using System.Globalization;

namespace Cep.Live;

/// <summary>A number of bytes as people write it in settings: <c>64KB</c>, <c>512MB</c>, <c>10GB</c>, in steps of 1,024, or plain bytes.</summary>
/// <param name="Bytes">The bytes.</param>
public readonly record struct ByteSize(long Bytes)
{
    /// <summary>What the text may look like, for messages.</summary>
    public const string Expected = "a size such as 64KB, 512MB or 10GB";

    private static readonly (string Suffix, long Factor)[] Units = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40), ("B", 1)];

    /// <summary>Reads a size; it is not negative.</summary>
    /// <returns>False when the text is no size or exceeds what 63 bits hold.</returns>
    public static bool TryParse(string? text, out ByteSize size)
    {
        size = default;
        var number = (text ?? "").Trim();
        var factor = 1L;
        foreach (var unit in Units.Where(unit => number.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase)))
        {
            number = number[..^unit.Suffix.Length].TrimEnd();
            factor = unit.Factor;
            break;
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > long.MaxValue / factor) return false;
        size = new ByteSize((long)(value * factor));
        return true;
    }

    /// <summary>The size in the largest unit that divides it.</summary>
    public override string ToString()
    {
        var bytes = Bytes;
        var (suffix, factor) = Units.OrderByDescending(unit => unit.Factor).First(unit => unit.Factor == 1 || (bytes > 0 && bytes % unit.Factor == 0));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{suffix}");
    }
}
