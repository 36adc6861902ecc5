using System.Buffers.Binary;
using Parquet.Meta;

namespace Cep.Feeds.Files;

/// <summary>What compressed bytes say of their own length, which the library takes memory for.</summary>
internal static class ParquetPacking
{
    /// <summary>So many bytes tell it.</summary>
    public const int HeadLength = 18;

    private const uint ZstdMagic = 0xFD2FB528;

    /// <summary>How long the unpacked bytes are said to be; 0 where the compression does not say.</summary>
    /// <param name="codec">The compression.</param>
    /// <param name="head">The first bytes, <see cref="HeadLength"/> of them where there are so many.</param>
    public static ulong LengthOf(CompressionCodec codec, ReadOnlySpan<byte> head) => codec switch
    {
        CompressionCodec.SNAPPY => OfSnappy(head),
        CompressionCodec.ZSTD => OfZstd(head),
        _ => 0,
    };

    /// <summary>Seven bits in a byte, the lowest first, as format_description.txt of google/snappy has it.</summary>
    private static ulong OfSnappy(ReadOnlySpan<byte> head)
    {
        var length = 0UL;
        for (var i = 0; i < Math.Min(5, head.Length); i++)
        {
            length |= (ulong)(head[i] & 0x7F) << (7 * i);
            if (head[i] < 0x80) return length;
        }

        return length;
    }

    /// <summary>The head of a frame as RFC 8878 has it: a descriptor, the window and a dictionary where there are any, the length.</summary>
    private static ulong OfZstd(ReadOnlySpan<byte> head)
    {
        if (head.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(head) != ZstdMagic) return 0;
        var (descriptor, isSingle) = (head[4], (head[4] & 0x20) != 0);
        var at = 5 + (isSingle ? 0 : 1) + ((1 << (descriptor & 3)) >> 1);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        length.Clear();
        var size = (descriptor >> 6) switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        if (head.Length < at + size) return 0;
        head.Slice(at, size).CopyTo(length);
        return BinaryPrimitives.ReadUInt64LittleEndian(length) + (size == 2 ? 256UL : 0);
    }
}
