using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep.Feeds.Kafka;

/// <summary>
/// A table of a flatbuffer, in which Arrow writes what its messages hold. Every access is checked against the bounds of the
/// buffer, because what it points to came from outside.
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> buffer;
    private readonly int position;

    private FlatTable(ReadOnlySpan<byte> buffer, int position)
    {
        this.buffer = buffer;
        this.position = position;
    }

    public static FlatTable Root(ReadOnlySpan<byte> buffer) => new(buffer, Follow(buffer, 0));

    /// <summary>A value of the table, or its default when the table leaves it out.</summary>
    public T Get<T>(int field, T absent = default)
        where T : unmanaged =>
        Place(field) is var at && at == 0 ? absent : Read<T>(buffer, at);

    public bool TryTable(int field, out FlatTable table)
    {
        var at = Place(field);
        table = at == 0 ? default : new FlatTable(buffer, Follow(buffer, at));
        return at != 0;
    }

    /// <summary>The bytes of a text, empty when it is left out.</summary>
    public ReadOnlySpan<byte> Text(int field) => Elements<byte>(field);

    /// <summary>The elements of a vector of numbers or structs, none when it is left out.</summary>
    public ReadOnlySpan<T> Elements<T>(int field)
        where T : unmanaged
    {
        var at = Place(field);
        if (at == 0) return default;
        var start = Follow(buffer, at);
        var count = Read<int>(buffer, start);
        var bytes = (long)count * Unsafe.SizeOf<T>();
        if (count < 0 || bytes > buffer.Length - start - sizeof(int)) throw Damaged();
        return MemoryMarshal.Cast<byte, T>(buffer.Slice(start + sizeof(int), (int)bytes));
    }

    /// <summary>How many tables a vector of tables holds.</summary>
    public int CountOf(int field) => Elements<int>(field).Length;

    /// <summary>A table of a vector of tables.</summary>
    public FlatTable Table(int field, int index)
    {
        var start = Follow(buffer, Place(field)) + sizeof(int) * (1 + index);
        return new FlatTable(buffer, Follow(buffer, start));
    }

    private static InvalidDataException Damaged() => new("the Arrow metadata is damaged or cut off");

    /// <summary>Where in the buffer a field stands, 0 when it is left out.</summary>
    private int Place(int field)
    {
        var table = position - (long)Read<int>(buffer, position);
        var size = Read<ushort>(buffer, table);
        var slot = sizeof(ushort) * (2 + field);
        if (slot + sizeof(ushort) > size) return 0;
        var offset = Read<ushort>(buffer, table + slot);
        return offset == 0 ? 0 : position + offset;
    }

    private static int Follow(ReadOnlySpan<byte> buffer, int at)
    {
        var to = at + (long)Read<uint>(buffer, at);
        return to <= buffer.Length ? (int)to : throw Damaged();
    }

    private static T Read<T>(ReadOnlySpan<byte> buffer, long at)
        where T : unmanaged
    {
        if (at < 0 || at > buffer.Length - Unsafe.SizeOf<T>()) throw Damaged();
        return MemoryMarshal.Read<T>(buffer[(int)at..]);
    }
}
