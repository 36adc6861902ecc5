using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>A line of the log, as text or JSON.</summary>
internal static class LogLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The name under which a message's template stands among its values.</summary>
    private const string Template = "{OriginalFormat}";

    public static string Text(DateTimeOffset time, LogLevel level, string category, string message, Exception? exception)
    {
        var line = $"{TimeOf(time)} {NameOf(level)} {category}: {OneLine(message)}";
        return exception is null ? line : $"{line} [{exception.GetType().Name}: {OneLine(exception.Message)}]";
    }

    public static string Json(DateTimeOffset time, LogLevel level, string category, string message, IEnumerable<KeyValuePair<string, object?>>? values, Exception? exception)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, DerivedJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("time", TimeOf(time));
            json.WriteString("level", NameOf(level));
            json.WriteString("category", category);
            json.WriteString("message", message);
            foreach (var (name, value) in values ?? [])
            {
                if (name == Template) continue;
                json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
                if (value is long or int) json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                else json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
            }

            if (exception is not null) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string NameOf(LogLevel level) => level.ToString().ToLowerInvariant();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
