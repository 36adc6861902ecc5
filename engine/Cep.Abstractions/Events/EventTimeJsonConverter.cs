using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cep;

/// <summary>Event time in JSON is the text of <see cref="EventTime.ToString"/>.</summary>
public sealed class EventTimeJsonConverter : JsonConverter<EventTime>
{
    /// <inheritdoc/>
    public override EventTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EventTime.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("Expected an ISO 8601 time.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EventTime value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
