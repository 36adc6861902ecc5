using System.Globalization;
using System.IO.Hashing;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Writes batches of events as Arrow streams, one behind the other, to segments of a bounded size.</summary>
/// <param name="files">Where.</param>
internal sealed class SegmentWriter(RecordingFiles files) : IDisposable
{
    private const long SegmentBytesMax = 64L << 20;
    private readonly MessageEncoder encoder = new(MessageFormat.Arrow);
    private FileStream stream = RecordingFiles.Create(files.Segment(1));
    private int number = 1;

    /// <summary>Writes the events of a batch, in which nothing else may be.</summary>
    public RecordedEvents Write(string feed, EventBatch events)
    {
        if (stream.Position >= SegmentBytesMax)
        {
            stream.Dispose();
            stream = RecordingFiles.Create(files.Segment(++number));
        }

        var (at, arrow) = (stream.Position, encoder.Encode(events));
        stream.Write(arrow);
        return new RecordedEvents(feed, number, at, arrow.Length, HashOf(arrow));
    }

    /// <summary>The hash of an Arrow stream, as the log has it.</summary>
    public static string HashOf(ReadOnlySpan<byte> arrow) => TextOf(XxHash3.HashToUInt64(arrow));

    /// <summary>A hash as the log has it.</summary>
    public static string TextOf(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Gives what was written to the operating system.</summary>
    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();
}
