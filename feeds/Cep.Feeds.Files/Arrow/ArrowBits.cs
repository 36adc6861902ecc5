using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Cep.Feeds.Files;

/// <summary>Reads a column of truth values, which Arrow packs eight to a byte.</summary>
internal static class ArrowBits
{
    public static void Load(IArrowArray array, BlockColumn<bool> column)
    {
        var to = column.Own(array.Length);
        if (array is BooleanArray bits)
        {
            if (bits.Offset == 0 && bits.NullCount == 0) Unpack(bits.Values, to);
            else for (var i = 0; i < to.Length; i++) to[i] = bits.GetValue(i) == true;
            return;
        }

        for (var i = 0; i < to.Length; i++) to[i] = ArrowText.Show(array, i) is not (null or "0");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unpack(ReadOnlySpan<byte> bits, Span<bool> to)
    {
        var row = 0;

        // Doubtful prints are rare: 64 rows without one are the common case.
        for (; row + 64 <= to.Length; row += 64)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bits[(row / 8)..]);
            if (word == 0) to.Slice(row, 64).Clear();
            else for (var i = 0; i < 64; i++) to[row + i] = ((word >> i) & 1) != 0;
        }

        for (; row < to.Length; row++) to[row] = (bits[row / 8] >> (row % 8) & 1) != 0;
    }
}
