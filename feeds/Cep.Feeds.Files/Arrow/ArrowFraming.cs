using System.Buffers.Binary;

namespace Cep.Feeds.Files;

/// <summary>How an Arrow file or stream begins and ends. What the library takes for a silent end is told apart here.</summary>
internal static class ArrowFraming
{
    private const uint Continuation = 0xFFFFFFFF;
    private const int MarkerBytes = 8;

    private static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    /// <summary>True for the file format, false for the stream format.</summary>
    /// <exception cref="FeedException">It is neither, or a file whose end is missing.</exception>
    public static bool IsFile(FileStream stream, string path)
    {
        Span<byte> head = stackalloc byte[MarkerBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (length == head.Length && head.StartsWith(Magic))
        {
            CheckFileEnd(stream, path);
            return true;
        }

        if (length == head.Length && IsStream(head, stream.Length)) return false;
        throw new FeedException($"'{path}' is no Arrow file: it begins neither like an Arrow file nor like an Arrow stream. Check the path or say its format with --format.");
    }

    /// <summary>A stream that ends without its end mark was cut off, even where a message happens to end.</summary>
    public static void CheckEnd(FileStream stream, string path)
    {
        Span<byte> head = stackalloc byte[sizeof(uint)];
        Span<byte> mark = stackalloc byte[MarkerBytes];
        var end = stream.Position;
        stream.Position = 0;
        stream.ReadExactly(head);
        stream.Position = Math.Max(0, end - MarkerBytes);
        stream.ReadExactly(mark);
        var isOld = BinaryPrimitives.ReadUInt32LittleEndian(head) != Continuation;
        var isEnd = BinaryPrimitives.ReadUInt32LittleEndian(mark[4..]) == 0
            && (isOld || BinaryPrimitives.ReadUInt32LittleEndian(mark) == Continuation);
        if (isEnd) return;
        throw new FeedException($"'{path}' is a truncated Arrow stream: it stops at byte {end} without its end mark. Make or copy the file again.");
    }

    private static void CheckFileEnd(FileStream stream, string path)
    {
        Span<byte> tail = stackalloc byte[6];
        stream.Position = Math.Max(0, stream.Length - tail.Length);
        stream.ReadExactly(tail);
        stream.Position = 0;
        if (stream.Length >= 2 * MarkerBytes && tail.SequenceEqual(Magic)) return;
        throw new FeedException($"'{path}' is a truncated Arrow file: its end is missing after byte {stream.Length}. Make or copy the file again.");
    }

    /// <summary>A stream begins with the length of its schema, before which newer writers put a mark.</summary>
    private static bool IsStream(ReadOnlySpan<byte> head, long length)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(head);
        var schemaBytes = first == Continuation ? BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) : first;
        return schemaBytes > 0 && schemaBytes < length && schemaBytes % 8 is 0 or 4;
    }
}
