using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep.Feeds.Files;

/// <summary>
/// Checks how many columns and buffers the head of a message or a footer speaks of, for which the library takes memory before
/// it looks whether they are there. The head is a flatbuffer; the places of its fields are those of the Arrow specification
/// (Message.fbs, Schema.fbs and File.fbs).
/// </summary>
internal readonly ref struct ArrowCounts
{
    private const int Schema = 1;
    private const int DictionaryBatch = 2;
    private const int RecordBatch = 3;
    private const int StructBytes = 16;
    private const int DeepestField = 8;
    private readonly ReadOnlySpan<byte> head;

    private ArrowCounts(ReadOnlySpan<byte> head) => this.head = head;

    /// <summary>Checks the head of a message.</summary>
    /// <exception cref="InvalidDataException">It speaks of more than it could hold.</exception>
    public static void CheckMessage(ReadOnlySpan<byte> head)
    {
        var counts = new ArrowCounts(head);
        var message = counts.Follow(0);
        var (kindAt, bodyAt) = (counts.Field(message, 1), counts.Field(message, 2));
        if (kindAt == 0 || bodyAt == 0) return;
        var kind = counts.Read<byte>(kindAt);
        var body = counts.Follow(bodyAt);
        if (kind == Schema) counts.CheckSchema(body);
        else if (kind == RecordBatch) counts.CheckBatch(body);
        else if (kind == DictionaryBatch && counts.Field(body, 1) is var data and not 0) counts.CheckBatch(counts.Follow(data));
    }

    /// <summary>Checks the footer of a file: the schema stands in it once more, and where the batches are.</summary>
    /// <exception cref="InvalidDataException">It speaks of more than it could hold.</exception>
    public static void CheckFooter(ReadOnlySpan<byte> footer)
    {
        var counts = new ArrowCounts(footer);
        var root = counts.Follow(0);
        if (counts.Field(root, 1) is var schema and not 0) counts.CheckSchema(counts.Follow(schema));
        counts.CountOf(root, 2, StructBytes);
        counts.CountOf(root, 3, StructBytes);
    }

    private void CheckBatch(int batch)
    {
        CountOf(batch, 1, StructBytes);
        CountOf(batch, 2, StructBytes);
    }

    private void CheckSchema(int schema)
    {
        CheckFields(schema, 1, 0);
        CountOf(schema, 2, sizeof(uint));
    }

    private void CheckFields(int table, int place, int depth)
    {
        if (depth > DeepestField) throw new InvalidDataException($"columns lie within columns more than {DeepestField} deep.");
        var count = CountOf(table, place, sizeof(uint));
        for (var i = 0; i < count; i++)
        {
            var field = Follow(Follow(Field(table, place)) + sizeof(uint) * (1 + i));
            CheckFields(field, 5, depth + 1);
            CountOf(field, 6, sizeof(uint));
        }
    }

    /// <summary>How many elements a vector has, each of so many bytes.</summary>
    private int CountOf(int table, int place, int bytes)
    {
        var at = Field(table, place);
        if (at == 0) return 0;
        var count = Read<uint>(Follow(at));
        return count <= head.Length / bytes ? (int)count : throw new InvalidDataException($"{count} elements are said to be in {head.Length} bytes.");
    }

    /// <summary>Where a field of a table stands, 0 when it is left out.</summary>
    private int Field(int table, int field)
    {
        var places = table - (long)Read<int>(table);
        var slot = sizeof(ushort) * (2 + field);
        if (slot >= Read<ushort>(places)) return 0;
        var offset = Read<ushort>(places + slot);
        return offset == 0 ? 0 : table + offset;
    }

    private int Follow(int at) => (int)Math.Min(at + (long)Read<uint>(at), head.Length);

    private T Read<T>(long at)
        where T : unmanaged
    {
        if (at < 0 || at > head.Length - Unsafe.SizeOf<T>()) throw new InvalidDataException("the head of a message points beyond its end.");
        return MemoryMarshal.Read<T>(head[(int)at..]);
    }
}
