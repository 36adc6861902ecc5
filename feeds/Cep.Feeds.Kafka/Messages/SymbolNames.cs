using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Cep.Feeds.Kafka;

/// <summary>Symbols by the UTF-8 bytes of their names. A known name of up to sixteen bytes is found without making characters.</summary>
/// <remarks>Not safe for more than one thread. Grows with the number of names, which <see cref="SymbolTable.MaxCount"/> bounds.</remarks>
internal sealed class SymbolNames
{
    private const int MaxCachedLength = 16;
    private Entry[] entries = new Entry[256];
    private int count;

    private struct Entry
    {
        public ulong Low;
        public ulong High;
        public int Id;
    }

    /// <summary>The number of the symbol with this name, <see cref="TickDraft.BadSymbol"/> when there can be none.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        // A zero at the end would be taken for the padding of a shorter name.
        if (name.Length is 0 or > MaxCachedLength || name[^1] == 0) return Make(name);
        ulong low, high = 0;
        if (name.Length >= 8)
        {
            low = BinaryPrimitives.ReadUInt64LittleEndian(name);
            if (name.Length > 8) high = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) >> (8 * (MaxCachedLength - name.Length));
        }
        else
        {
            low = 0;
            for (var i = name.Length - 1; i >= 0; i--) low = (low << 8) | name[i];
        }

        ref var entry = ref Place(low, high);
        return entry.Low == low && entry.High == high && low != 0 ? entry.Id : Add(name, low, high);
    }

    private int Add(ReadOnlySpan<byte> name, ulong low, ulong high)
    {
        var id = Make(name);
        if (id == TickDraft.BadSymbol || low == 0) return id;
        Place(low, high) = new Entry { Low = low, High = high, Id = id };
        if (++count * 2 > entries.Length) Grow();
        return id;
    }

    private static int Make(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[SymbolTable.MaxNameLength];
        if (Utf8.ToUtf16(name, characters, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done || length == 0) return TickDraft.BadSymbol;
        try
        {
            return Symbol.Of(characters[..length]).Id;
        }
        catch (InvalidOperationException)
        {
            // The table of symbols is full.
            return TickDraft.BadSymbol;
        }
    }

    private ref Entry Place(ulong low, ulong high)
    {
        var mask = (uint)entries.Length - 1;
        var slot = (uint)(((low ^ ulong.RotateLeft(high, 23)) * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (true)
        {
            ref var entry = ref entries[slot];
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
            if (entry.Low != 0) Place(entry.Low, entry.High) = entry;
        }
    }
}
