using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>What the record of an entry has beside what was put in: by which spool it was published, and its position there.</summary>
internal static class SpoolRecord
{
    /// <summary>The name of the header; its value is the name of the spool, a slash, and the position.</summary>
    public const string Header = "cep_spool";

    /// <summary>The headers with which an entry is published.</summary>
    public static Headers HeadersOf(SpoolEntry entry, string spool)
    {
        var headers = new Headers();
        foreach (var (name, value) in entry.Headers) headers.Add(name, value);
        headers.Add(Header, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{spool}/{entry.Position}")));
        return headers;
    }

    /// <summary>The dead letter of an entry that will never be published.</summary>
    public static DeadLetter DeadLetterOf(SpoolEntry entry, string message)
    {
        var text = Encoding.UTF8.GetString(entry.Value ?? []);
        using var document = JsonDocument.Parse(text);
        var derived = document.RootElement;
        return new DeadLetter(DeadLetterReason.SinkFailure, entry.Topic, derived.GetProperty("causes").GetProperty("last").GetInt64(), message, text)
        {
            Rule = derived.GetProperty("rule").GetString(),
            Version = derived.GetProperty("version").GetInt32(),
            Key = derived.GetProperty("key").GetString(),
            Time = EventTime.Parse(derived.GetProperty("time").GetString()!),
        };
    }

    /// <summary>The position at which a record stood in a spool; null when it did not come from there.</summary>
    public static long? PositionIn(Headers? headers, string spool)
    {
        if (headers is null || !headers.TryGetLastBytes(Header, out var bytes) || bytes is null) return null;
        var parts = Encoding.ASCII.GetString(bytes).Split('/');
        return parts.Length == 2 && parts[0] == spool && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
    }
}
