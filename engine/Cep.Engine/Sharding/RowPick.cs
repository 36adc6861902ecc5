using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cep;

/// <summary>
/// Which rows of a column belong to a slice of the keys. Each slice looks for its own: 64 keys are compared in a few
/// instructions, so that looking at all of them costs less than one thread that deals them out to the others would.
/// </summary>
/// <param name="slice">The slice's number.</param>
/// <param name="slices">How many there are, a power of two; key k belongs to slice k mod n.</param>
internal sealed class RowPick(int slice, int slices)
{
    private const int Block = 64;
    private readonly Vector512<int> mask = Vector512.Create(slices - 1);
    private readonly Vector512<int> mine = Vector512.Create(slice);
    private int[] rows = [];

    /// <summary>The numbers of the rows with a key of the slice, in order; valid until the next call.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> keys)
    {
        if (rows.Length < keys.Length) rows = new int[keys.Length];
        var found = rows;
        var count = 0;
        var start = 0;
        for (; start + Block <= keys.Length; start += Block)
        {
            for (var bits = Marks(keys.Slice(start, Block)); bits != 0; bits &= bits - 1) found[count++] = start + BitOperations.TrailingZeroCount(bits);
        }

        for (; start < keys.Length; start++)
        {
            if ((keys[start] & (slices - 1)) == slice) found[count++] = start;
        }

        return found.AsSpan(0, count);
    }

    /// <summary>A bit for each key of a block, set when it is of the slice.</summary>
    private ulong Marks(ReadOnlySpan<int> block)
    {
        var vectors = MemoryMarshal.Cast<int, Vector512<int>>(block);
        var bits = 0UL;
        for (var i = 0; i < vectors.Length; i++)
        {
            bits |= (ulong)Vector512.Equals(vectors[i] & mask, mine).ExtractMostSignificantBits() << (i * Vector512<int>.Count);
        }

        return bits;
    }
}
