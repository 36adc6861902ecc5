using System.IO.Hashing;
using System.Text;

namespace Cep;

/// <summary>
/// Divides keys into slices by a hash of their names, which is the same everywhere and for ever: XXH64 (seed 0) over the UTF-8
/// bytes, modulo the number of slices.
/// </summary>
/// <remarks>Remembers what it has divided. Used by one thread at a time.</remarks>
public sealed class KeySlices
{
    private int[] known = [];

    /// <summary>Makes the division.</summary>
    /// <param name="count">How many slices there are; at least 1.</param>
    public KeySlices(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
    }

    /// <summary>How many slices there are.</summary>
    public int Count { get; }

    /// <summary>The slice of a key, from 0.</summary>
    public int Of(Symbol key)
    {
        if (key.Id >= known.Length) Array.Resize(ref known, Math.Max(key.Id + 1, known.Length * 2));
        ref var slice = ref known[key.Id];
        if (slice == 0) slice = 1 + (int)(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(key.Name)) % (ulong)Count);
        return slice - 1;
    }
}
