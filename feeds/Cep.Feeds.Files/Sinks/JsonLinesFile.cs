using System.Buffers;
using System.Text.Json;

namespace Cep.Feeds.Files;

/// <summary>A file of JSON Lines that is being written: gathers lines and writes them in pieces.</summary>
internal sealed class JsonLinesFile : IDisposable
{
    private const int WriteBytes = 1 << 14;
    private readonly OutputStream stream;
    private readonly ArrayBufferWriter<byte> buffer = new(WriteBytes * 2);
    private readonly Utf8JsonWriter json;
    private bool isDisposed;

    /// <exception cref="SinkException">The file can't be made.</exception>
    public JsonLinesFile(string path, JsonWriterOptions options, bool isAddedTo = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        stream = new OutputStream(path, isAddedTo: isAddedTo);
        if (isAddedTo) GoToEnd();
        json = new Utf8JsonWriter(buffer, options);
    }

    /// <summary>Begins the object of a line.</summary>
    public Utf8JsonWriter Begin()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        json.WriteStartObject();
        return json;
    }

    /// <summary>Ends the object and its line.</summary>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void End()
    {
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= WriteBytes) Drain();
    }

    /// <exception cref="SinkException">The last lines can't be written.</exception>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        try
        {
            Drain();
            stream.Flush();
        }
        finally
        {
            json.Dispose();
            stream.Dispose();
        }
    }

    /// <summary>Writes the lines gathered so far to the disk itself.</summary>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Flush()
    {
        Drain();
        stream.FlushToDisk();
    }

    /// <summary>A line that a crash broke off is ended, so that it spoils no other.</summary>
    private void GoToEnd()
    {
        if (stream.Length == 0) return;
        stream.Position = stream.Length - 1;
        if (stream.ReadByte() != '\n') buffer.Write("\n"u8);
        stream.Position = stream.Length;
    }

    private void Drain()
    {
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
