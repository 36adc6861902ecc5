using System.Text.Json;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes late events as JSON Lines: feed, position, time, reached, latenessNanos (how far the event lies behind what its
/// feed had reached), type, and the event itself as data.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class JsonLinesLateEvents : IDisposable
{
    private readonly JsonLinesFile file;

    /// <summary>Writes to a file, which is made or replaced.</summary>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public JsonLinesLateEvents(string path)
    {
        file = new JsonLinesFile(path, DerivedJson.WriterOptions);
    }

    /// <summary>Takes a late event.</summary>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(LateEvent late)
    {
        var json = file.Begin();
        var type = late.Event.GetType();
        json.WriteString("feed"u8, late.Feed);
        json.WriteNumber("position"u8, late.Position);
        json.WriteString("time"u8, late.Time.ToString());
        json.WriteString("reached"u8, late.Reached.ToString());
        json.WriteNumber("latenessNanos"u8, late.LatenessNanos);
        json.WriteString("type"u8, type.Name);
        json.WritePropertyName("data"u8);
        JsonSerializer.Serialize(json, late.Event, type, DerivedJson.Options);
        file.End();
    }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The last lines can't be written.</exception>
    public void Dispose() => file.Dispose();
}
