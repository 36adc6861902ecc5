using System.Buffers;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Makes records of derived events: the key is the derived event's, the value is the JSON object that a file has as a line, the
/// headers are CloudEvents 1.0 attributes and the trace.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class DerivedRecords : IDisposable
{
    private readonly DerivedTopics topics;
    private readonly CloudEventHeaders headers = new();
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter json;

    /// <summary>Makes the maker of records.</summary>
    /// <param name="topics">Where each derived event goes.</param>
    public DerivedRecords(DerivedTopics topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        this.topics = topics;
        json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions with { SkipValidation = true });
    }

    /// <summary>The record of a derived event.</summary>
    public DerivedRecord Of(in DerivedEvent derived)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        DerivedJson.WriteLine(json, derived);
        json.Flush();
        return new DerivedRecord(topics.Of(derived), Encoding.UTF8.GetBytes(derived.Key), buffer.WrittenSpan.ToArray(), headers.Of(derived));
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();
}

/// <summary>A derived event as it stands in a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Headers">The headers.</param>
public readonly record struct DerivedRecord(string Topic, byte[] Key, byte[] Value, Headers Headers);
