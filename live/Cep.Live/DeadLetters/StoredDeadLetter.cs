using System.Text.Json;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>A dead letter in a file or a topic, with what became of it.</summary>
/// <param name="Id">A hash of all that it says: the same wherever it is written, so that a repeat is known as one. 32 hexadecimal digits.</param>
/// <param name="Letter">The dead letter.</param>
/// <param name="Json">The line as it stands in the file, or the value of the record.</param>
/// <param name="File">The file, or topic and Kafka partition.</param>
/// <param name="Line">The line in it, from 1 on, or the offset.</param>
public sealed record StoredDeadLetter(string Id, DeadLetter Letter, string Json, string File, long Line)
{
    /// <summary>What became of it.</summary>
    public DeadLetterState State { get; init; }

    /// <summary>The rule that is concerned, null when none is.</summary>
    public string? Rule => Letter.Rule;

    /// <summary>Reads a line.</summary>
    /// <returns>Null when it is no dead letter.</returns>
    public static StoredDeadLetter? Parse(string json, string file, long line)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "reason") is not { } reasonText || Text(root, "source") is not { } source || Text(root, "message") is not { } message) return null;
            if (!Enum.TryParse<DeadLetterReason>(reasonText, ignoreCase: true, out var reason) || !Enum.IsDefined(reason)) return null;
            var time = Text(root, "time") is { } text && EventTime.TryParse(text, out var parsed) ? parsed : EventTime.MinValue;
            var letter = new DeadLetter(reason, source, Number(root, "position") ?? -1, message, Text(root, "raw"))
            {
                Version = (int)Math.Clamp(Number(root, "version") ?? 0, 0, int.MaxValue),
                Rule = Text(root, "rule"),
                Key = Text(root, "key"),
                Time = time,
            };
            return new StoredDeadLetter(KafkaDeadLetters.IdOf(letter), letter, json, file, line);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
