using System.Buffers.Binary;

namespace Cep.Feeds.Kafka;

/// <summary>What a part of an Arrow IPC stream is.</summary>
internal enum ArrowPart : byte
{
    Schema = 1,
    Dictionary = 2,
    Rows = 3,
}

/// <summary>Walks through the parts of an Arrow IPC stream that lies in memory.</summary>
internal ref struct ArrowStream(ReadOnlySpan<byte> stream)
{
    private const uint Continuation = 0xFFFFFFFF;
    private ReadOnlySpan<byte> rest = stream;

    public ArrowPart Part { get; private set; }

    /// <summary>The bytes that describe the part.</summary>
    public ReadOnlySpan<byte> Metadata { get; private set; }

    /// <summary>What describes the part, as a table.</summary>
    public FlatTable Header { get; private set; }

    /// <summary>The buffers of the part, one behind the other.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Whether bytes are the beginning of such a stream, rather than of text.</summary>
    public static bool IsStart(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Continuation;

    /// <summary>Goes to the next part; false at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged or cut off.</exception>
    public bool Next()
    {
        if (rest.Length == 0) return false;
        if (rest.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(rest) != Continuation) throw CutOff();
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
        rest = rest[8..];
        if (length == 0) return false;
        if (length < 0 || length > rest.Length) throw CutOff();
        Metadata = rest[..length];
        rest = rest[length..];
        var message = FlatTable.Root(Metadata);
        Part = (ArrowPart)message.Get<byte>(1);
        var bodyLength = message.Get<long>(3);
        if (bodyLength < 0 || bodyLength > rest.Length) throw CutOff();
        Body = rest[..(int)bodyLength];
        rest = rest[(int)bodyLength..];
        if (!message.TryTable(2, out var header)) throw CutOff();
        Header = header;
        return true;
    }

    private static InvalidDataException CutOff() => new("the Arrow stream is damaged or cut off");
}
