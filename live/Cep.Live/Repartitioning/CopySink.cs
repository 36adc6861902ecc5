using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>
/// Writes copies of events to the Kafka partitions of their keys, in the transaction of the task that derived them; all else
/// goes on. Events of a moment are put in the order in which they stand in the task's log.
/// </summary>
/// <remarks>Used by the task's thread.</remarks>
internal sealed class CopySink : ISink
{
    /// <summary>In a header of each record: time and sequence number of the last event written to the Kafka partition, and the last time told.</summary>
    public const string Header = "cep_copied";

    private const int MaxRows = 512;
    private readonly ISink inner;
    private readonly TaskProducer producer;
    private readonly string topic;
    private readonly long latenessNanos;
    private readonly CancellationToken stop;
    private readonly MessageEncoder encoder = new(MessageFormat.Arrow);
    private readonly CopyTargets<Trade> trades;
    private readonly CopyTargets<Quote> quotes;
    private readonly CopyTargets<MarketStatus> statuses;
    private readonly List<Copy> moment = [];
    private readonly EventBatch[] batches;
    private readonly CopyMark[] marks;
    private long momentTime = long.MinValue;

    /// <param name="inner">Where other derived events go.</param>
    /// <param name="repartition">Where copies go.</param>
    /// <param name="source">The partition number of the task.</param>
    /// <param name="producer">The task's producer.</param>
    /// <param name="allowedLateness">For how long after its time an event may still be joined by late ones.</param>
    /// <param name="stop">Ends waits.</param>
    public CopySink(ISink inner, Repartition repartition, int source, TaskProducer producer, TimeSpan allowedLateness, CancellationToken stop)
    {
        this.inner = inner;
        this.producer = producer;
        this.stop = stop;
        topic = repartition.TopicOf(source);
        latenessNanos = allowedLateness.Ticks * 100;
        var slices = new KeySlices(repartition.Slices);
        trades = new CopyTargets<Trade>(repartition.Division, slices);
        quotes = new CopyTargets<Quote>(repartition.Division, slices);
        statuses = new CopyTargets<MarketStatus>(repartition.Division, slices);
        batches = [.. Enumerable.Range(0, repartition.Slices).Select(_ => new EventBatch())];
        marks = producer.HasTransactions ? [.. batches.Select(_ => CopyMark.None)] : CopyMark.ReadLast(repartition, source, stop);
    }

    public void Write(in DerivedEvent derived)
    {
        if (derived.PayloadType == typeof(Copied<Trade>)) Take(derived, new Copy { Trade = derived.PayloadAs<Copied<Trade>>().Event with { Time = derived.Time } });
        else if (derived.PayloadType == typeof(Copied<Quote>)) Take(derived, new Copy { Kind = CopyKind.Quote, Quote = derived.PayloadAs<Copied<Quote>>().Event with { Time = derived.Time } });
        else if (derived.PayloadType == typeof(Copied<MarketStatus>)) Take(derived, new Copy { Kind = CopyKind.Status, Status = derived.PayloadAs<Copied<MarketStatus>>().Event with { Time = derived.Time } });
        else inner.Write(derived);
    }

    /// <summary>Writes what waits and how far time has come, for the transaction that is committed next.</summary>
    /// <param name="reached">The event time that the task has reached: all before it was told.</param>
    public void Complete(EventTime reached)
    {
        Settle();
        var time = reached.Nanos < long.MinValue + latenessNanos ? long.MinValue : reached.Nanos - latenessNanos;
        for (var slice = 0; slice < batches.Length; slice++)
        {
            if (batches[slice].Count > 0) Send(slice);
            if (time <= marks[slice].Told) continue;
            marks[slice] = marks[slice] with { Told = time };
            producer.Produce(new TopicPartition(topic, slice), null, encoder.EncodeHeartbeat(new EventTime(time)), HeadersOf(slice), stop);
        }
    }

    public void Flush() => inner.Flush();

    public void Dispose() => inner.Dispose();

    private void Take(in DerivedEvent derived, Copy copy)
    {
        if (derived.Time.Nanos != momentTime) Settle();
        momentTime = derived.Time.Nanos;
        moment.Add(copy with { Sequence = derived.Causes.First });
    }

    /// <summary>A later moment has begun, so no more comes of this one.</summary>
    private void Settle()
    {
        if (moment.Count > 1) moment.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        foreach (var copy in moment)
        {
            if (copy.Kind == CopyKind.Trade) Put(copy.Trade, trades.Of(copy.Trade), copy.Sequence);
            else if (copy.Kind == CopyKind.Quote) Put(copy.Quote, quotes.Of(copy.Quote), copy.Sequence);
            else Put(copy.Status, statuses.Of(copy.Status), copy.Sequence);
        }

        moment.Clear();
    }

    private void Put<T>(in T value, List<int> slices, long sequence)
        where T : struct, IEvent
    {
        foreach (var slice in slices)
        {
            if (!marks[slice].IsBefore(momentTime, sequence)) continue;
            marks[slice] = marks[slice] with { Time = momentTime, Sequence = sequence };
            batches[slice].Add(value, 0);
            if (batches[slice].Count == MaxRows) Send(slice);
        }
    }

    private void Send(int slice)
    {
        producer.Produce(new TopicPartition(topic, slice), null, encoder.Encode(batches[slice]), HeadersOf(slice), stop);
        batches[slice].Clear();
    }

    private Headers HeadersOf(int slice) => new() { { Header, Encoding.ASCII.GetBytes(marks[slice].ToString()) } };

    private enum CopyKind : byte
    {
        Trade,
        Quote,
        Status,
    }

    /// <summary>An event of the moment, one of the three.</summary>
    private readonly record struct Copy
    {
        public long Sequence { get; init; }

        public CopyKind Kind { get; init; }

        public Trade Trade { get; init; }

        public Quote Quote { get; init; }

        public MarketStatus Status { get; init; }
    }
}
