using System.Globalization;
using System.IO.Hashing;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Writes batches of events as Arrow streams, one behind the other, to segments of a bounded size.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private const long SegmentBytesMax = 64L << 20;
    private readonly RecordingFiles files;
    private readonly MessageEncoder encoder = new(MessageFormat.Arrow);
    private FileStream stream;

    /// <summary>Goes on behind what is committed.</summary>
    public SegmentWriter(RecordingFiles files, int number, long bytes)
    {
        this.files = files;
        Number = Math.Max(1, number);
        for (var later = Number + 1; File.Exists(files.Segment(later)); later++) File.Delete(files.Segment(later));
        stream = RecordingFile.GoOn(files.Segment(Number), bytes);
    }

    /// <summary>The number of the segment.</summary>
    public int Number { get; private set; }

    /// <summary>How long it is.</summary>
    public long Bytes => stream.Position;

    /// <summary>Writes the events of a batch, in which nothing else may be.</summary>
    public RecordedEvents Write(string feed, EventBatch events)
    {
        if (Bytes >= SegmentBytesMax)
        {
            stream.Dispose();
            stream = RecordingFile.GoOn(files.Segment(++Number), 0);
        }

        var (at, arrow) = (Bytes, encoder.Encode(events));
        stream.Write(arrow);
        return new RecordedEvents(feed, Number, at, arrow.Length, HashOf(arrow));
    }

    /// <summary>The hash of an Arrow stream, as the log has it.</summary>
    public static string HashOf(ReadOnlySpan<byte> arrow) => XxHash3.HashToUInt64(arrow).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Gives what was written to the operating system.</summary>
    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();
}

/// <summary>A file of a recording, behind whose committed part writing goes on.</summary>
internal static class RecordingFile
{
    /// <summary>Opens it and cuts off what is not committed.</summary>
    /// <exception cref="RecordingException">It is shorter than what is committed.</exception>
    public static FileStream GoOn(string path, long bytes)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, 1 << 16);
        if (stream.Length < bytes)
        {
            var length = stream.Length;
            stream.Dispose();
            throw new RecordingException($"'{path}' has {length} bytes, and {bytes} of it were committed: its end is missing. Bring it back, or record to another folder.");
        }

        stream.SetLength(bytes);
        stream.Position = bytes;
        return stream;
    }
}
