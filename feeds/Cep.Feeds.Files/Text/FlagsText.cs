using System.Buffers.Text;

namespace Cep.Feeds.Files;

/// <summary>Flags in hexadecimal digits, from bytes. A file has few different ones, so each is read once and remembered.</summary>
/// <remarks>Not safe for more than one thread. Remembers at most 64 texts; one that falls on another's place takes it over.</remarks>
internal sealed class FlagsText
{
    private const int PlaceBits = 6;

    private readonly (ulong Text, uint Flags)[] known = new (ulong, uint)[1 << PlaceBits];

    /// <summary>Reads up to 32 bits, with or without 0x; nothing is 0.</summary>
    /// <param name="row">The row.</param>
    /// <param name="field">The field that holds the flags.</param>
    /// <param name="text">What of the field is to be read.</param>
    /// <param name="flags">The bits.</param>
    public bool TryParse(RowReader row, int field, ReadOnlySpan<byte> text, out uint flags)
    {
        // A zero at the end would look like the padding of a shorter text.
        var whole = row[field];
        flags = 0;
        if (whole.Length == 0) return true;
        if (whole.Length > sizeof(ulong) || whole[^1] == 0) return TryRead(text, out flags);
        var bytes = row.FirstEight(field);
        ref var place = ref known[(int)((bytes * 0x9E3779B97F4A7C15) >> (64 - PlaceBits))];
        flags = place.Flags;
        if (place.Text == bytes) return true;
        if (!TryRead(text, out flags)) return false;
        place = (bytes, flags);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out uint flags)
    {
        flags = 0;
        if (text.Length == 0) return true;
        if (text.StartsWith("0x"u8) || text.StartsWith("0X"u8)) text = text[2..];
        return Utf8Parser.TryParse(text, out flags, out var used, 'x') && used == text.Length;
    }
}
