using System.Buffers;
using System.Text.Json;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes late events as JSON Lines: feed, position, time, reached, latenessNanos (how far the event lies behind what its
/// feed had reached), type, and the event itself as data.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class JsonLinesLateEvents : IDisposable
{
    private const int WriteBytes = 1 << 14;
    private readonly OutputStream stream;
    private readonly ArrayBufferWriter<byte> buffer = new(WriteBytes * 2);
    private readonly Utf8JsonWriter json;
    private bool isDisposed;

    /// <summary>Writes to a file, which is made or replaced.</summary>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public JsonLinesLateEvents(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        stream = new OutputStream(path);
        json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions);
    }

    /// <summary>Takes a late event.</summary>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(LateEvent late)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var type = late.Event.GetType();
        json.WriteStartObject();
        json.WriteString("feed"u8, late.Feed);
        json.WriteNumber("position"u8, late.Position);
        json.WriteString("time"u8, late.Time.ToString());
        json.WriteString("reached"u8, late.Reached.ToString());
        json.WriteNumber("latenessNanos"u8, late.LatenessNanos);
        json.WriteString("type"u8, type.Name);
        json.WritePropertyName("data"u8);
        JsonSerializer.Serialize(json, late.Event, type, DerivedJson.Options);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= WriteBytes) Drain();
    }

    /// <inheritdoc/>
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

    private void Drain()
    {
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
