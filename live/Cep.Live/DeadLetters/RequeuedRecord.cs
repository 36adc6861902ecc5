using System.Globalization;
using System.Text;
using System.Text.Json;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>The input of a dead letter as it is given back to a topic.</summary>
/// <param name="Place">The topic and, where it matters, the Kafka partition.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Headers">The headers.</param>
internal sealed record RequeuedRecord(TopicPartition Place, byte[]? Key, byte[]? Value, Headers Headers)
{
    /// <summary>The message in which something was malformed; of one whose other entries counted, only the entry that did not.</summary>
    public static (RequeuedRecord? Record, string? Why) OfMessage(DeadLetter letter, TopicRecord message)
    {
        var value = message.Value;
        if (MessageDecoder.IsOfOneEntry(letter))
        {
            if (letter.Raw is null) return (null, "it holds no raw input");
            if (letter.Raw.Length >= DeadLetter.MaxRawLength) return (null, $"its raw input was cut to {DeadLetter.MaxRawLength} characters");
            if (!IsJson(letter.Raw)) return (null, "it is a row of an Arrow message, whose others counted; --out writes it to a file");
            value = Encoding.UTF8.GetBytes(letter.Raw);
        }

        var headers = new Headers();
        foreach (var header in message.Headers ?? []) headers.Add(header.Key, header.GetValueBytes());
        return (new RequeuedRecord(new TopicPartition(message.Topic, message.Partition), message.Key, value, headers), null);
    }

    /// <summary>The derived event that a topic did not take, with the id it had.</summary>
    public static (RequeuedRecord? Record, string? Why) OfDerived(DeadLetter letter)
    {
        if (letter.Raw is null) return (null, "it holds no derived event");
        if (letter.Raw.Length == DeadLetter.MaxRawLength) return (null, $"its derived event was cut to {DeadLetter.MaxRawLength} characters; the file of dead letters has it whole");
        try
        {
            using var document = JsonDocument.Parse(letter.Raw);
            var root = document.RootElement;
            string Text(string name) => root.GetProperty(name).GetString()!;
            var id = new EventId(UInt128.Parse(Text("id"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            var headers = CloudEventHeaders.Of(id, Text("rule"), Text("type"), Text("key"), Text("time"), Text("status"));
            return (new RequeuedRecord(new TopicPartition(letter.Source, Partition.Any), Encoding.UTF8.GetBytes(Text("key")), Encoding.UTF8.GetBytes(letter.Raw), headers), null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return (null, "what it holds is no derived event");
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
