using System.Text.Json;

namespace Cep.Live;

/// <summary>A line of a journal: what became of a dead letter.</summary>
internal static class DeadLetterNote
{
    public static string TextOf(string id, DeadLetterState state, string? target, DateTimeOffset now) =>
        JsonSerializer.Serialize(new { id, state, at = now, to = target }, DerivedJson.Options);

    /// <returns>False for a line that says nothing, such as one that broke off.</returns>
    public static bool TryParse(string line, out string id, out DeadLetterState state)
    {
        (id, state) = ("", DeadLetterState.Open);
        try
        {
            using var document = JsonDocument.Parse(line);
            id = document.RootElement.GetProperty("id").GetString()!;
            return Enum.TryParse(document.RootElement.GetProperty("state").GetString(), ignoreCase: true, out state);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
