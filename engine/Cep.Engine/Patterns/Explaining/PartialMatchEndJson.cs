using System.Text.Json;

namespace Cep;

/// <summary>Writes how partial matches ended, as JSON.</summary>
public static class PartialMatchEndJson
{
    /// <summary>
    /// Writes the object of one line: rule, key, time, pattern, fate, since, reached, awaited, taken, events (stage, sequence,
    /// time, type and the event itself as data), endedBy (the event, likewise) and endedByMatch (first, last and count of
    /// sequence numbers); the last two only where there is such a thing. The line end is the caller's.
    /// </summary>
    /// <param name="writer">A writer made with <see cref="DerivedJson.WriterOptions"/>.</param>
    /// <param name="end">What is written.</param>
    public static void WriteLine(Utf8JsonWriter writer, PartialMatchEnd end)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(end);
        writer.WriteStartObject();
        writer.WriteString("rule"u8, end.Rule);
        writer.WriteString("key"u8, end.Key);
        writer.WriteString("time"u8, end.Time.ToString());
        writer.WriteNumber("pattern"u8, end.Pattern);
        writer.WriteString("fate"u8, NameOf(end.Fate));
        writer.WriteString("since"u8, end.Since.ToString());
        writer.WriteString("reached"u8, end.Reached);
        writer.WriteStartArray("awaited"u8);
        foreach (var stage in end.Awaited) writer.WriteStringValue(stage);
        writer.WriteEndArray();
        writer.WriteNumber("taken"u8, end.Taken);
        writer.WriteStartArray("events"u8);
        foreach (var taken in end.Events) Write(writer, taken);
        writer.WriteEndArray();
        if (end.EndedBy is { } by)
        {
            writer.WritePropertyName("endedBy"u8);
            Write(writer, by);
        }

        if (end.EndedByMatch is { } match) Write(writer, match);
        writer.WriteEndObject();
    }

    /// <summary>A fate as it stands in JSON, in camelCase.</summary>
    public static string NameOf(PartialMatchFate fate) => JsonNamingPolicy.CamelCase.ConvertName(fate.ToString());

    /// <summary>An event as JSON: its public properties.</summary>
    /// <remarks>What has no form in JSON is a text.</remarks>
    public static string DataOf(TakenEvent taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        try
        {
            return JsonSerializer.Serialize(taken.Value, taken.Value.GetType(), DerivedJson.Options);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException)
        {
            return JsonSerializer.Serialize(taken.Value.ToString(), DerivedJson.Options);
        }
    }

    private static void Write(Utf8JsonWriter writer, TakenEvent taken)
    {
        writer.WriteStartObject();
        if (taken.Stage.Length > 0) writer.WriteString("stage"u8, taken.Stage);
        writer.WriteNumber("sequence"u8, taken.Sequence);
        writer.WriteString("time"u8, taken.Time.ToString());
        writer.WriteString("type"u8, taken.Value.GetType().Name);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(DataOf(taken), skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Causes match)
    {
        writer.WriteStartObject("endedByMatch"u8);
        writer.WriteNumber("first"u8, match.First);
        writer.WriteNumber("last"u8, match.Last);
        writer.WriteNumber("count"u8, match.Count);
        writer.WriteEndObject();
    }
}
