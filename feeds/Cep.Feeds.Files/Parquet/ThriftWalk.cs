namespace Cep.Feeds.Files;

/// <summary>Is told the numbers of structs: the name of the struct, the number of the field, and its value; 1 for true.</summary>
internal delegate void ThriftNumber(string name, int field, long value);

/// <summary>
/// Walks the bytes of a struct before the library reads them. The library believes every length, takes a field for what its number
/// says it is whatever it is written as, and reads on for ever at the end; so whatever it would read in another way than it was
/// written is refused here. The format is Thrift's compact protocol, doc/specs/thrift-compact-protocol.md of apache/thrift.
/// </summary>
internal ref struct ThriftWalk(ReadOnlySpan<byte> bytes, ThriftNumber tell)
{
    private const int MostNested = 8;
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly ThriftNumber tell = tell;

    /// <summary>How many bytes were walked over.</summary>
    public int Position { get; private set; }

    /// <summary>Walks over a struct of the grammar.</summary>
    /// <exception cref="EndOfStreamException">It is longer than the bytes.</exception>
    /// <exception cref="InvalidDataException">It is not what the grammar says, or the library can't pass over a part of it.</exception>
    public void Struct(string name)
    {
        var fields = ParquetGrammar.Of(name);
        for (short id = 0; ReadFieldHead(ref id, out var kind);)
        {
            if (id < 1 || id > fields.Length || fields[id - 1] is not { } field) Skip(kind, $"field {id} of {name}", 0);
            else if (field.IsList && kind == ThriftKind.List) List(field, name, id);
            else if (!field.IsList && IsWrittenAs(field.Kind, kind)) Value(field, kind, name, id);
            else throw Wrong($"field {id} of {name}", kind);
        }
    }

    private static bool IsWrittenAs(ThriftKind expected, ThriftKind found) => found == expected || (expected == ThriftKind.Bool && found == ThriftKind.True);

    private static InvalidDataException Wrong(string what, ThriftKind kind) => new($"{what} is written as type {(int)kind}, which it can't be.");

    private void List(in ThriftField field, string name, int id)
    {
        var count = ReadListHead(out var kind);
        if (count > 0 && kind != field.Kind) throw Wrong($"A list in field {id} of {name}", kind);
        for (; count > 0; count--) Value(in field, kind, name, id);
    }

    private void Value(in ThriftField field, ThriftKind kind, string name, int id)
    {
        switch (kind)
        {
            case ThriftKind.Struct: Struct(field.Struct!); break;
            case ThriftKind.True or ThriftKind.Bool: tell(name, id, kind == ThriftKind.True ? 1 : 0); break;
            case ThriftKind.Short or ThriftKind.Int or ThriftKind.Long: tell(name, id, ReadNumber(kind)); break;
            default: Pass(kind, name); break;
        }
    }

    /// <summary>A field that came with a later version of the format. The library passes over it by what it is written as.</summary>
    private void Skip(ThriftKind kind, string what, int depth)
    {
        if (kind == ThriftKind.Struct)
        {
            // It passes over flags only: the values of other fields it would take for fields.
            for (short id = 0; ReadFieldHead(ref id, out var inner);)
            {
                if (!IsWrittenAs(ThriftKind.Bool, inner)) throw Wrong($"A field in {what}", inner);
            }
        }
        else if (kind == ThriftKind.List && depth < MostNested)
        {
            var count = ReadListHead(out var element);
            if (count > 0 && IsWrittenAs(ThriftKind.Bool, element)) throw Wrong($"A list in {what}", element);
            for (; count > 0; count--) Skip(element, what, depth + 1);
        }
        else if (!IsWrittenAs(ThriftKind.Bool, kind)) Pass(kind, what);
    }

    private void Pass(ThriftKind kind, string what)
    {
        switch (kind)
        {
            case ThriftKind.Byte: Take(1); break;
            case ThriftKind.Short or ThriftKind.Int or ThriftKind.Long: ReadNumber(kind); break;
            case ThriftKind.Double: Take(sizeof(double)); break;
            case ThriftKind.Text: Take(ReadCount()); break;
            default: throw Wrong(what, kind);
        }
    }

    private bool ReadFieldHead(ref short id, out ThriftKind kind)
    {
        var head = Take(1)[0];
        kind = (ThriftKind)(head & 0xF);
        if (head == 0) return false;
        id = head >> 4 == 0 ? (short)ReadNumber(ThriftKind.Short) : (short)(id + (head >> 4));
        return true;
    }

    /// <summary>Each element takes a byte at least, so a list that is said to have more than are left has not.</summary>
    private uint ReadListHead(out ThriftKind kind)
    {
        var head = Take(1)[0];
        kind = (ThriftKind)(head & 0xF);
        var count = head >> 4 == 0xF ? ReadCount() : (uint)head >> 4;
        return count <= bytes.Length - Position ? count : throw Ended();
    }

    private uint ReadCount() => (uint)ReadBits(5);

    private long ReadNumber(ThriftKind kind)
    {
        if (kind == ThriftKind.Long) return ReadBits(10) is var wide ? (long)(wide >> 1) ^ -(long)(wide & 1) : 0;
        var bits = ReadCount();
        return (int)(bits >> 1) ^ -(int)(bits & 1);
    }

    /// <summary>Seven bits in a byte, the lowest first; the library wraps what is longer than its type.</summary>
    private ulong ReadBits(int mostBytes)
    {
        var bits = 0UL;
        for (var i = 0; i < mostBytes; i++)
        {
            var part = Take(1)[0];
            bits |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80) return bits;
        }

        throw new InvalidDataException("A number in it is longer than numbers are.");
    }

    private ReadOnlySpan<byte> Take(uint count)
    {
        if (count > bytes.Length - Position) throw Ended();
        Position += (int)count;
        return bytes.Slice(Position - (int)count, (int)count);
    }

    private readonly EndOfStreamException Ended() => new($"it says more than is there, at byte {Position} of {bytes.Length}.");
}
