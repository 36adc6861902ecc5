using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cep.Feeds.Files;

/// <summary>Writes derived events as JSON Lines: one object per line, UTF-8, each line ended by a line feed.</summary>
/// <remarks>
/// Keys stand in this order: id, rule, version, type, key, time, status, causes, data. The lines are hashed as they are
/// written, so that two runs can be compared without reading them again. Used by one thread at a time.
/// </remarks>
public sealed class JsonLinesSink : ISink
{
    private const int WriteBytes = 1 << 16;
    private readonly Stream stream;
    private readonly string name;
    private readonly bool ownsStream;
    private readonly ArrayBufferWriter<byte> buffer = new(WriteBytes * 2);
    private readonly Utf8JsonWriter json;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool isDisposed;

    /// <summary>Writes to a stream, which stays the caller's.</summary>
    public JsonLinesSink(Stream stream)
        : this(stream ?? throw new ArgumentNullException(nameof(stream)), "the output stream", ownsStream: false)
    {
    }

    /// <summary>Writes to a file, which is made or replaced.</summary>
    /// <param name="path">The file; null to write nowhere and only count and hash.</param>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public JsonLinesSink(string? path)
        : this(path is null ? Stream.Null : new OutputStream(path), path ?? "nowhere", ownsStream: true)
    {
    }

    private JsonLinesSink(Stream stream, string name, bool ownsStream)
    {
        this.stream = stream;
        this.name = name;
        this.ownsStream = ownsStream;
        json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions with { SkipValidation = true });
    }

    /// <summary>How many derived events were taken.</summary>
    public long Count { get; private set; }

    /// <summary>SHA-256 of the bytes written so far, as 64 lower-case hexadecimal digits. Complete after <see cref="Flush"/> or disposal.</summary>
    public string Sha256 { get; private set; } = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <inheritdoc/>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(in DerivedEvent derived)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        DerivedJson.WriteLine(json, derived);
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
        Count++;
        if (buffer.WrittenCount >= WriteBytes) Drain();
    }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        Drain();
        try
        {
            stream.Flush();
        }
        catch (IOException exception) when (exception is not SinkException)
        {
            throw SinkException.CannotWrite(name, exception);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The last lines can't be written.</exception>
    public void Dispose()
    {
        if (isDisposed) return;
        try
        {
            Flush();
        }
        finally
        {
            isDisposed = true;
            json.Dispose();
            hash.Dispose();
            if (ownsStream) stream.Dispose();
        }
    }

    private void Drain()
    {
        try
        {
            stream.Write(buffer.WrittenSpan);
        }
        catch (IOException exception) when (exception is not SinkException)
        {
            throw SinkException.CannotWrite(name, exception);
        }

        hash.AppendData(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
