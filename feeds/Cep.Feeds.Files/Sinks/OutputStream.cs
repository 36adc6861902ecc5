namespace Cep.Feeds.Files;

/// <summary>A file being written, whose failures name it.</summary>
internal sealed class OutputStream : Stream
{
    private readonly string path;
    private readonly FileStream file;

    /// <param name="path">The file to make or replace.</param>
    /// <param name="shownPath">The path for messages, when the file is a temporary one.</param>
    /// <param name="isAddedTo">Whether the file is added to in place of replaced.</param>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public OutputStream(string path, string? shownPath = null, bool isAddedTo = false)
    {
        this.path = shownPath ?? path;
        try
        {
            file = new FileStream(path, isAddedTo ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            throw SinkException.CannotWrite(this.path, exception);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => Guard(() => file.Position = value);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            throw SinkException.CannotWrite(path, exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => Guard(file.Flush);

    /// <summary>Flushes to the disk itself.</summary>
    public void FlushToDisk() => Guard(() => file.Flush(flushToDisk: true));

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => Guard(() => file.SetLength(value));

    protected override void Dispose(bool disposing)
    {
        if (disposing) Guard(file.Dispose);
        base.Dispose(disposing);
    }

    internal static bool IsOfFile(Exception exception) =>
        exception is (IOException and not SinkException) or UnauthorizedAccessException;

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            throw SinkException.CannotWrite(path, exception);
        }
    }
}
