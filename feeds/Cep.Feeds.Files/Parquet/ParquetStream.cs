namespace Cep.Feeds.Files;

/// <summary>
/// The bytes of a Parquet file for the library. It takes the end of a file for a value and goes on reading values; here whoever
/// reads at the end is told so.
/// </summary>
internal sealed class ParquetStream(FileStream file) : Stream
{
    /// <summary>Where reading ends: the end of the file, or that of what was checked.</summary>
    public long End { get; set; } = file.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    private int Left => (int)Math.Clamp(End - file.Position, 0, int.MaxValue);

    public override int Read(Span<byte> buffer) =>
        file.Read(buffer[..Math.Min(buffer.Length, Left)]) is var read && (read > 0 || buffer.IsEmpty) ? read : throw AtEnd();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte() => Left > 0 && file.ReadByte() is var value and >= 0 ? value : throw AtEnd();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() => file.Flush();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private EndOfStreamException AtEnd() => new($"more is said to follow byte {End}, where it ends.");
}
