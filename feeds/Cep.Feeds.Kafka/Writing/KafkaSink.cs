using System.Globalization;
using System.Text;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Writes derived events through a task's producer: the key is the derived event's, the value is the JSON object that a file
/// has as a line, the headers are CloudEvents 1.0 attributes and the trace.
/// </summary>
/// <remarks>What was written counts only when the producer commits. Used by one thread at a time. The producer stays the caller's.</remarks>
public sealed class KafkaSink : ISink
{
    private readonly TaskProducer producer;
    private readonly DerivedRecords records;
    private readonly CancellationToken stop;

    /// <summary>Makes the sink.</summary>
    /// <param name="producer">The task's producer, which is in a transaction whenever something is written.</param>
    /// <param name="topics">Where each derived event goes.</param>
    /// <param name="stop">Ends a wait for room in the producer's queue.</param>
    public KafkaSink(TaskProducer producer, DerivedTopics topics, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(producer);
        this.producer = producer;
        this.stop = stop;
        records = new DerivedRecords(topics);
    }

    /// <summary>How many derived events were written.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// The W3C trace context of a derived event. Its trace is its id, and its span the second half of it, so that a replay
    /// gives the same and nothing has to be remembered.
    /// </summary>
    public static string TraceParentOf(EventId id)
    {
        var span = (ulong)id.Value;

        // A span of zeros would be none.
        return string.Create(CultureInfo.InvariantCulture, $"00-{id}-{(span == 0 ? 1 : span):x16}-01");
    }

    /// <summary>
    /// Takes a dead letter for each derived event that will never be taken, so that the others go on. Null to fail at them.
    /// It stays the caller's.
    /// </summary>
    public IDeadLetterSink? DeadLetters { get; init; }

    /// <inheritdoc/>
    /// <exception cref="KafkaFaultException">The record, or one before it, can't be sent.</exception>
    public void Write(in DerivedEvent derived)
    {
        var record = records.Of(derived);
        try
        {
            producer.Produce(record.Topic, record.Key, record.Value, record.Headers, stop);
            Count++;
        }
        catch (KafkaFaultException fault) when (fault.Fault == KafkaFault.Refused && DeadLetters is not null)
        {
            DeadLetters.Write(new DeadLetter(DeadLetterReason.SinkFailure, record.Topic, derived.Causes.Last, fault.Message, Encoding.UTF8.GetString(record.Value))
            {
                Rule = derived.Rule.Name, Version = derived.Rule.Version, Key = derived.Key, Time = derived.Time,
            });
        }
    }

    /// <summary>Does nothing: the commit of the producer waits for all that was written.</summary>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => records.Dispose();
}
