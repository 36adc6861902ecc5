using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Cep;

/// <summary>
/// Symbols by the bytes of their names. Names of up to sixteen bytes are found by those bytes alone; a longer one is
/// turned into characters each time, without allocating. For feeds, which meet the same names again and again.
/// </summary>
/// <remarks>Not safe for more than one thread. Grows with the number of names, which <see cref="SymbolTable.MaxCount"/> bounds.</remarks>
public sealed class SymbolNames
{
    private const int MaxCachedLength = 16;

    private Entry[] entries = new Entry[64];
    private int count;

    private struct Entry
    {
        public ulong Low;
        public ulong High;
        public Symbol Symbol;
    }

    /// <summary>Finds or makes the symbol with a name; spaces and tabs around the name are no part of it.</summary>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="symbol">The symbol, when there is one.</param>
    /// <param name="problem">Why there is none, for a person; else null.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(ReadOnlySpan<byte> name, out Symbol symbol, out string? problem)
    {
        if (name.Length >= sizeof(ulong)) return TryFind(name, BinaryPrimitives.ReadUInt64LittleEndian(name), out symbol, out problem);
        var first = 0UL;
        for (var i = name.Length - 1; i >= 0; i--) first = (first << 8) | name[i];
        return TryFind(name, first, out symbol, out problem);
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{byte}, out Symbol, out string?)"/>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="firstEight">Its first eight bytes, the first one lowest, zeros behind a shorter name: for those who have them at hand.</param>
    /// <param name="symbol">The symbol, when there is one.</param>
    /// <param name="problem">Why there is none, for a person; else null.</param>
    public bool TryFind(ReadOnlySpan<byte> name, ulong firstEight, out Symbol symbol, out string? problem)
    {
        // A last byte that is a space or a zero is left to the slow way: in the table a zero is the padding of a shorter name.
        if (name.Length is 0 or > MaxCachedLength || name[^1] <= ' ') return TryMake(name.Trim(" \t"u8), out symbol, out problem);
        var high = name.Length <= 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) >> (8 * (MaxCachedLength - name.Length));
        ref var entry = ref Find(firstEight, high);
        symbol = entry.Symbol;
        problem = null;
        return (entry.Low == firstEight && entry.High == high && firstEight != 0) || TryAdd(name, firstEight, high, out symbol, out problem);
    }

    private bool TryAdd(ReadOnlySpan<byte> name, ulong low, ulong high, out Symbol symbol, out string? problem)
    {
        if (!TryMake(name.Trim(" \t"u8), out symbol, out problem)) return false;

        // Neither spaces in front nor zeros, which mark a free place, come into the table.
        if (name[0] <= ' ' || low == 0) return true;
        Find(low, high) = new Entry { Low = low, High = high, Symbol = symbol };
        if (++count * 2 > entries.Length) Grow();
        return true;
    }

    private static bool TryMake(ReadOnlySpan<byte> name, out Symbol symbol, out string? problem)
    {
        symbol = default;
        Span<char> characters = stackalloc char[SymbolTable.MaxNameLength];
        var status = Utf8.ToUtf16(name, characters, out _, out var length, replaceInvalidSequences: false);
        problem = status switch
        {
            OperationStatus.Done => length == 0 ? "symbol is empty" : null,
            OperationStatus.DestinationTooSmall => $"symbol is longer than {SymbolTable.MaxNameLength} characters",
            _ => "symbol is not UTF-8",
        };
        if (problem is not null) return false;
        try
        {
            symbol = Symbol.Of(characters[..length]);
            return true;
        }
        catch (InvalidOperationException full)
        {
            problem = full.Message;
            return false;
        }
    }

    private ref Entry Find(ulong low, ulong high)
    {
        var mask = (uint)entries.Length - 1;
        var slot = (uint)(((low ^ ulong.RotateLeft(high, 23)) * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (true)
        {
            ref var entry = ref entries[slot];
            // A name has at least one byte that is not zero, so a zero is a free place.
            if (entry.Low == 0 || (entry.Low == low && entry.High == high)) return ref entry;
            slot = (slot + 1) & mask;
        }
    }

    private void Grow()
    {
        var old = entries;
        entries = new Entry[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry.Low != 0) Find(entry.Low, entry.High) = entry;
        }
    }
}
