using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Cep.Feeds.Files;

/// <summary>
/// Symbols by the bytes of their names. Names of up to sixteen bytes are found by those bytes alone; a longer one is
/// turned into characters each time, without allocating.
/// </summary>
/// <remarks>Not safe for more than one thread. Grows with the number of names, which <see cref="SymbolTable.MaxCount"/> bounds.</remarks>
internal sealed class SymbolNames
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

    /// <summary>Finds or makes the symbol whose name is in a field; spaces around the name are no part of it.</summary>
    public bool TryFind(RowReader row, int field, out Symbol symbol, out string? problem)
    {
        // A last byte that is a space or a zero is left to the slow way: in the table a zero is the padding of a shorter name.
        var name = row[field];
        if (name.Length is 0 or > MaxCachedLength || name[^1] <= ' ') return TryMake(name.Trim(" \t"u8), out symbol, out problem);
        var low = row.FirstEight(field);
        var high = name.Length <= 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) >> (8 * (MaxCachedLength - name.Length));
        ref var entry = ref Find(low, high);
        symbol = entry.Symbol;
        problem = null;
        return (entry.Low == low && entry.High == high) || TryAdd(name, low, high, out symbol, out problem);
    }

    private bool TryAdd(ReadOnlySpan<byte> name, ulong low, ulong high, out Symbol symbol, out string? problem)
    {
        if (!TryMake(name.Trim(" \t"u8), out symbol, out problem)) return false;

        // Neither spaces in front nor a zero, which marks a free place, come into the table.
        if (name[0] <= ' ') return true;
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
