using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes dead letters as JSON Lines: reason, source, position, of a rule's also rule, version, key and time, message and raw.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class JsonLinesDeadLetters : IDeadLetterSink
{
    private readonly JsonLinesFile file;

    /// <summary>Writes to a file, which is made or replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isAddedTo">Whether a file that exists is added to in place of replaced.</param>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public JsonLinesDeadLetters(string path, bool isAddedTo = false)
    {
        file = new JsonLinesFile(path, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, isAddedTo);
    }

    /// <summary>How many dead letters were taken.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var json = file.Begin();
        json.WriteString("reason"u8, JsonNamingPolicy.CamelCase.ConvertName(letter.Reason.ToString()));
        json.WriteString("source"u8, letter.Source);
        json.WriteNumber("position"u8, letter.Position);
        if (letter.Rule is { } rule)
        {
            json.WriteString("rule"u8, rule);
            json.WriteNumber("version"u8, letter.Version);
        }

        if (letter.Key is not null) json.WriteString("key"u8, letter.Key);
        if (letter.Time != EventTime.MinValue) json.WriteString("time"u8, letter.Time.ToString());
        json.WriteString("message"u8, letter.Message);
        if (letter.Raw is not null) json.WriteString("raw"u8, letter.Raw);
        file.End();
        Count++;
    }

    /// <summary>Makes what was written durable.</summary>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Flush() => file.Flush();

    /// <inheritdoc/>
    /// <exception cref="SinkException">The last lines can't be written.</exception>
    public void Dispose() => file.Dispose();
}
