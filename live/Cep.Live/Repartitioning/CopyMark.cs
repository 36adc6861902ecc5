using System.Globalization;
using System.Text;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>How far a task has written to a Kafka partition of its internal topic.</summary>
/// <param name="Time">Time of the last event.</param>
/// <param name="Sequence">Its sequence number in the task's log.</param>
/// <param name="Told">The last time that was told: no event before it comes any more.</param>
internal readonly record struct CopyMark(long Time, long Sequence, long Told)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    public static CopyMark None { get; } = new(long.MinValue, -1, long.MinValue);

    /// <summary>Whether an event stands behind what was written.</summary>
    public bool IsBefore(long time, long sequence) => time > Time || (time == Time && sequence > Sequence);

    /// <summary>
    /// Finds the last marks of a task in its topic. Without transactions what was written between two commits is there after a
    /// crash, though the position says that it comes again.
    /// </summary>
    /// <exception cref="KafkaFaultException">Kafka refuses; retriable while no broker answers.</exception>
    public static CopyMark[] ReadLast(Repartition repartition, int source, CancellationToken stop)
    {
        var marks = Enumerable.Repeat(None, repartition.Slices).ToArray();
        using var ends = new TopicEnds(repartition.Client, repartition.SecondGroup, RequestTimeout);
        var last = ends.Of(repartition.TopicOf(source)).Where(place => place.Offset > 0).Select(place => place with { Offset = place.Offset - 1 }).ToList();
        ends.Read(last, record => marks[record.Partition] = Of(record), stop);
        return marks;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}:{Sequence}:{Told}");

    private static CopyMark Of(TopicRecord record)
    {
        if (!record.Headers.TryGetLastBytes(CopySink.Header, out var text)) return None;
        var parts = Array.ConvertAll(Encoding.ASCII.GetString(text).Split(':'), part => long.Parse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return new CopyMark(parts[0], parts[1], parts[2]);
    }
}
