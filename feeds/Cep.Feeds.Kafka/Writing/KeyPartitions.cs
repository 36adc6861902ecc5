using System.Buffers.Binary;
using System.Text;

namespace Cep.Feeds.Kafka;

/// <summary>
/// The Kafka partition of a symbol, as Kafka's own Java producer places a record with that key: murmur2 with its seed over the
/// UTF-8 bytes, its sign dropped, modulo the number of Kafka partitions. So what other programs write meets it.
/// </summary>
/// <remarks>Remembers what it has placed. Used by one thread at a time. Source: MurmurHash2 by Austin Appleby, seed 0x9747b28c.</remarks>
public sealed class KeyPartitions
{
    private const uint Seed = 0x9747b28c;
    private const uint Factor = 0x5bd1e995;
    private const int Shift = 24;
    private readonly int count;
    private int[] known = [];

    /// <summary>Places symbols on Kafka partitions.</summary>
    /// <param name="count">How many there are; at least 1.</param>
    public KeyPartitions(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        this.count = count;
    }

    /// <summary>The Kafka partition of a symbol, from 0.</summary>
    public int Of(Symbol symbol)
    {
        if (symbol.Id >= known.Length) Array.Resize(ref known, Math.Max(symbol.Id + 1, known.Length * 2));
        ref var partition = ref known[symbol.Id];
        if (partition == 0) partition = 1 + (int)((Hash(Encoding.UTF8.GetBytes(symbol.Name)) & int.MaxValue) % count);
        return partition - 1;
    }

    /// <summary>The hash of a key.</summary>
    internal static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = Seed ^ (uint)key.Length;
        for (; key.Length >= sizeof(uint); key = key[sizeof(uint)..])
        {
            var part = BinaryPrimitives.ReadUInt32LittleEndian(key) * Factor;
            hash = (hash * Factor) ^ ((part ^ (part >> Shift)) * Factor);
        }

        if (key.Length > 0)
        {
            var rest = 0u;
            for (var i = 0; i < key.Length; i++) rest |= (uint)key[i] << (8 * i);
            hash = (hash ^ rest) * Factor;
        }

        hash = (hash ^ (hash >> 13)) * Factor;
        return hash ^ (hash >> 15);
    }
}
