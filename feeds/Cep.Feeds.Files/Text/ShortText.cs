using System.Buffers.Binary;

namespace Cep.Feeds.Files;

/// <summary>Up to eight bytes as one number, so that a short field is read without a loop whose length nobody can predict.</summary>
internal static class ShortText
{
    /// <summary>The most bytes.</summary>
    public const int MaxLength = 8;

    /// <summary>The bytes, the first one lowest, zeros above the last one. Two reads overlap where the length is none of a read's.</summary>
    /// <param name="text">One to eight bytes.</param>
    public static ulong Load(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 4)
        {
            ulong low = BinaryPrimitives.ReadUInt32LittleEndian(text);
            ulong high = BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]);
            return low | high << (8 * (text.Length - 4));
        }

        var middle = text.Length >> 1;
        var last = text.Length - 1;
        return text[0] | (ulong)text[middle] << (8 * middle) | (ulong)text[last] << (8 * last);
    }
}
