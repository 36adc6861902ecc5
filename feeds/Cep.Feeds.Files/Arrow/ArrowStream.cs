using System.Buffers.Binary;

namespace Cep.Feeds.Files;

/// <summary>
/// The bytes of an Arrow file for the library, which takes memory for a message before it knows whether there is one. It reads
/// the length of a message or of the footer as four bytes, and nothing else so; a length beyond the file is stopped here.
/// </summary>
internal sealed class ArrowStream(FileStream file) : Stream
{
    private const int LengthBytes = sizeof(int);

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
        if (read == LengthBytes && buffer.Length == LengthBytes && BinaryPrimitives.ReadInt32LittleEndian(buffer) is var length && length > file.Length)
        {
            throw new InvalidDataException($"A length of {length} bytes is said to be in a file of {file.Length}.");
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() => file.Flush();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
