using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cep;

/// <summary>How payloads are written as JSON: camelCase names, enums as camelCase text, numbers that round-trip, no culture.</summary>
public static class DerivedJson
{
    /// <summary>The options, frozen. Infinite numbers and NaN are written as text, because JSON has no number for them.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>For writers of derived events: the same escapes as <see cref="Options"/>, no indentation.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Options.Encoder };

    /// <summary>
    /// Writes a derived event as the JSON object of one line: id, rule, version, type, key, time, status, causes, data. The
    /// line end is the caller's, who resets the writer for the next line.
    /// </summary>
    /// <param name="writer">A writer made with <see cref="WriterOptions"/>.</param>
    /// <param name="derived">The derived event.</param>
    public static void WriteLine(Utf8JsonWriter writer, in DerivedEvent derived)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> id = stackalloc byte[EventId.TextBytes];
        Span<byte> time = stackalloc byte[EventTime.TextBytes];
        derived.Id.WriteTo(id);
        derived.Time.WriteTo(time);
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("rule"u8, derived.Rule.Name);
        writer.WriteNumber("version"u8, derived.Rule.Version);
        writer.WriteString("type"u8, derived.Rule.TypeName);
        writer.WriteString("key"u8, derived.Key);
        writer.WriteString("time"u8, time);
        writer.WriteString("status"u8, TextOf(derived.Status));
        writer.WriteStartObject("causes"u8);
        writer.WriteNumber("first"u8, derived.Causes.First);
        writer.WriteNumber("last"u8, derived.Causes.Last);
        writer.WriteNumber("count"u8, derived.Causes.Count);
        writer.WriteEndObject();
        writer.WritePropertyName("data"u8);
        derived.WritePayload(writer);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> TextOf(DerivedStatus status) => status switch
    {
        DerivedStatus.Provisional => "provisional"u8,
        DerivedStatus.Final => "final"u8,
        DerivedStatus.Retracted => "retracted"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status."),
    };

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }
}
