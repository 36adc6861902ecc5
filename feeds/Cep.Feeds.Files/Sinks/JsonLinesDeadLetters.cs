using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes dead letters as JSON Lines: reason, source, position, of a rule's also rule, version, key and time, message and raw.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class JsonLinesDeadLetters : IDeadLetterSink
{
    private const int WriteBytes = 1 << 14;
    private readonly OutputStream stream;
    private readonly ArrayBufferWriter<byte> buffer = new(WriteBytes * 2);
    private readonly Utf8JsonWriter json;
    private bool isDisposed;

    /// <summary>Writes to a file, which is made or replaced.</summary>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public JsonLinesDeadLetters(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        stream = new OutputStream(path);
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>How many dead letters were taken.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var isRule = letter.Version != 0;
        json.WriteStartObject();
        json.WriteString("reason"u8, JsonNamingPolicy.CamelCase.ConvertName(letter.Reason.ToString()));
        json.WriteString("source"u8, letter.Source);
        json.WriteNumber("position"u8, letter.Position);
        if (isRule)
        {
            json.WriteString("rule"u8, letter.Source);
            json.WriteNumber("version"u8, letter.Version);
        }

        if (letter.Key is not null) json.WriteString("key"u8, letter.Key);
        if (letter.Time != EventTime.MinValue) json.WriteString("time"u8, letter.Time.ToString());
        json.WriteString("message"u8, letter.Message);
        if (letter.Raw is not null) json.WriteString("raw"u8, letter.Raw);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
        Count++;
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
