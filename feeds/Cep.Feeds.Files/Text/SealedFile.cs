namespace Cep.Feeds.Files;

/// <summary>
/// A gzip file with one more gzip member behind it, which holds a single zero byte. The BCL takes a gzip that breaks off
/// for one that ends, but only behind a whole one does the extra member come out as that zero byte.
/// </summary>
internal sealed class SealedFile(FileStream file) : Stream
{
    private static readonly byte[] Seal =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 0x63, 0, 0, 0x8D, 0xEF, 0x02, 0xD2, 1, 0, 0, 0];

    private int sealTaken;

    /// <summary>The file is at its end: what comes out of the decompressor now is the seal or rubbish.</summary>
    public bool IsSealTaken => sealTaken > 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether what the decompressor gave after the file's end shows the file to be whole.</summary>
    public static bool IsSeal(ReadOnlySpan<byte> text) => text is [0];

    public override int Read(Span<byte> buffer)
    {
        if (sealTaken == 0)
        {
            var read = file.Read(buffer);
            if (read > 0) return read;
        }

        var seal = Seal.AsSpan(sealTaken, Math.Min(buffer.Length, Seal.Length - sealTaken));
        seal.CopyTo(buffer);
        sealTaken += seal.Length;
        return seal.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
