using System.Runtime.InteropServices;

namespace Cep.Feeds.Kafka;

/// <summary>The buffers of one record batch.</summary>
internal readonly ref struct ArrowBuffers
{
    // A time takes eight bytes and a text of a dictionary four, so that a small message can't ask for many rows.
    private const int LeastBytesOfRow = 4;
    private readonly ReadOnlySpan<byte> body;
    private readonly ReadOnlySpan<BufferPlace> places;
    private readonly ReadOnlySpan<NodeCounts> nodes;

    /// <exception cref="InvalidDataException">The batch is compressed, or too short for its rows.</exception>
    public ArrowBuffers(FlatTable batch, ReadOnlySpan<byte> body)
    {
        this.body = body;
        if (batch.TryTable(3, out _)) throw new InvalidDataException("the Arrow buffers are compressed; send them plain and let Kafka compress (compression.type)");
        var rows = batch.Get<long>(0);
        if (rows < 0 || rows > body.Length / LeastBytesOfRow) throw Short();
        Rows = (int)rows;
        nodes = batch.Elements<NodeCounts>(1);
        places = batch.Elements<BufferPlace>(2);
    }

    public int Rows { get; }

    /// <summary>The values of a column of fixed width.</summary>
    public ReadOnlySpan<T> Values<T>(ArrowColumn column)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(Bytes(column.Buffer + 1));
        return values.Length >= Rows ? values[..Rows] : throw Short();
    }

    /// <summary>The bits of a column of truth values.</summary>
    public ReadOnlySpan<byte> Bits(ArrowColumn column) => Enough(Bytes(column.Buffer + 1));

    /// <summary>The bits that say which rows are not null; empty when all are not.</summary>
    public ReadOnlySpan<byte> Validity(ArrowColumn column)
    {
        if (column.Node >= nodes.Length) throw Short();
        if (nodes[column.Node].Length != Rows) throw Short();
        return nodes[column.Node].Nulls == 0 ? default : Enough(Bytes(column.Buffer));
    }

    /// <summary>The offsets of texts, one more than there are rows, and their bytes.</summary>
    public ReadOnlySpan<int> Texts(int firstBuffer, out ReadOnlySpan<byte> bytes)
    {
        bytes = Bytes(firstBuffer + 2);
        if (Rows == 0) return default;
        var offsets = MemoryMarshal.Cast<byte, int>(Bytes(firstBuffer + 1));
        return offsets.Length > Rows ? offsets[..(Rows + 1)] : throw Short();
    }

    /// <summary>One of the texts.</summary>
    public static ReadOnlySpan<byte> TextAt(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes, int row)
    {
        int from = offsets[row], to = offsets[row + 1];
        return from >= 0 && to >= from && to <= bytes.Length ? bytes[from..to] : throw Short();
    }

    public static bool IsSet(ReadOnlySpan<byte> bits, int row) => (bits[row >> 3] & (1 << (row & 7))) != 0;

    private static InvalidDataException Short() => new("a column of the Arrow stream is shorter than its batch says");

    private ReadOnlySpan<byte> Enough(ReadOnlySpan<byte> bits) => bits.Length >= (Rows + 7) / 8 ? bits : throw Short();

    private ReadOnlySpan<byte> Bytes(int buffer)
    {
        if (buffer >= places.Length) throw Short();
        var place = places[buffer];
        if (place.Offset < 0 || place.Length < 0 || place.Offset > body.Length || place.Length > body.Length - place.Offset) throw Short();
        return body.Slice((int)place.Offset, (int)place.Length);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct BufferPlace
    {
        public readonly long Offset;
        public readonly long Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct NodeCounts
    {
        public readonly long Length;
        public readonly long Nulls;
    }
}
