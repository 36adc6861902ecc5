using System.Buffers.Binary;

namespace Cep.Feeds.Files;

/// <summary>
/// The bytes of an Arrow file for the library, which takes memory for a message before it knows whether there is one. It reads
/// the length of a message or of the footer as four bytes, and nothing else so; a length beyond the file is stopped here. What
/// has that length and comes next is the head of the message.
/// </summary>
internal sealed class ArrowStream(FileStream file) : Stream
{
    private const int LengthBytes = sizeof(int);

    /// <summary>After the footer of a file come its length and the six letters.</summary>
    private const int FooterTail = LengthBytes + 6;

    private int headBytes;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer);
        // The body of a message without values is empty.
        if (headBytes > 0 && read == headBytes && buffer.Length == headBytes) Check(buffer);
        headBytes = 0;
        if (read != LengthBytes || buffer.Length != LengthBytes) return read;
        headBytes = BinaryPrimitives.ReadInt32LittleEndian(buffer);
        if (headBytes > file.Length) throw new InvalidDataException($"A length of {headBytes} bytes is said to be in a file of {file.Length}.");
        return read;
    }

    private void Check(ReadOnlySpan<byte> head)
    {
        if (file.Length - file.Position == FooterTail) ArrowCounts.CheckFooter(head);
        else ArrowCounts.CheckMessage(head);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() => file.Flush();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
