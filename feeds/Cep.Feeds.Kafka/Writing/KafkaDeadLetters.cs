using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Writes dead letters to a topic through a task's producer: id, reason, source, position, of a message's also topic, partition
/// and offset, of a rule's also rule, version, key and time, message and raw. The id is the same in every run, so a letter that
/// comes twice can be dropped.
/// </summary>
/// <remarks>Used by one thread at a time. The producer stays the caller's.</remarks>
public sealed class KafkaDeadLetters : IDeadLetterSink
{
    /// <summary>A letter that is too large itself would be in the way for ever; files keep the whole.</summary>
    private const int MaxRawLength = 100_000;

    private readonly TaskProducer producer;
    private readonly string topic;
    private readonly CancellationToken stop;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter json;

    /// <summary>Makes the sink.</summary>
    /// <param name="producer">The task's producer, which is in a transaction whenever something is written.</param>
    /// <param name="topic">The topic of dead letters.</param>
    /// <param name="stop">Ends a wait for room in the producer's queue.</param>
    public KafkaDeadLetters(TaskProducer producer, string topic, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(producer);
        ArgumentException.ThrowIfNullOrEmpty(topic);
        this.producer = producer;
        this.topic = topic;
        this.stop = stop;
        json = new Utf8JsonWriter(buffer, DerivedJson.WriterOptions);
    }

    /// <summary>How many dead letters were written.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// What identifies a dead letter: where it happened and what was wrong, as 32 hexadecimal digits. It is the same for the
    /// letter in a file and in a topic, so what is read of either gives it again.
    /// </summary>
    public static string IdOf(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var text = string.Create(CultureInfo.InvariantCulture, $"{letter.Reason}\n{letter.Source}\n{letter.Version}\n{letter.Position}\n{letter.Key}\n{letter.Time.Nanos}\n{letter.Message}\n{CutOf(letter.Raw)}");
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <inheritdoc/>
    /// <exception cref="KafkaFaultException">The record, or one before it, can't be sent.</exception>
    public void Write(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var id = IdOf(letter);
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("reason"u8, JsonNamingPolicy.CamelCase.ConvertName(letter.Reason.ToString()));
        json.WriteString("source"u8, letter.Source);
        json.WriteNumber("position"u8, letter.Position);
        if (MessagePlace.Of(letter) is { } place)
        {
            json.WriteString("topic"u8, place.Topic);
            json.WriteNumber("partition"u8, place.Partition);
            json.WriteNumber("offset"u8, place.Offset);
        }

        if (letter.Rule is { } rule)
        {
            json.WriteString("rule"u8, rule);
            json.WriteNumber("version"u8, letter.Version);
        }

        if (letter.Key is not null) json.WriteString("key"u8, letter.Key);
        if (letter.Time != EventTime.MinValue) json.WriteString("time"u8, letter.Time.ToString());
        json.WriteString("message"u8, letter.Message);
        if (letter.Raw is not null) json.WriteString("raw"u8, letter.Raw.Length > MaxRawLength ? CutOf(letter.Raw) : letter.Raw);
        json.WriteEndObject();
        json.Flush();
        var headers = new Headers { { "content-type", "application/json"u8.ToArray() } };
        producer.Produce(topic, Encoding.UTF8.GetBytes(letter.Key ?? letter.Source), buffer.WrittenSpan.ToArray(), headers, stop);
        Count++;
    }

    private static string? CutOf(string? raw) => raw is { Length: > DeadLetter.MaxRawLength } ? raw[..DeadLetter.MaxRawLength] : raw;

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();
}
