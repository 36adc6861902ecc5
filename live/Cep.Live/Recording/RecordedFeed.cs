using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>What a feed of a task gave, from a recording: events and heartbeats, each at its place. After the last commit nothing comes.</summary>
/// <param name="files">The recording.</param>
/// <param name="name">The feed.</param>
/// <param name="end">Where the log's last commit ends.</param>
internal sealed class RecordedFeed(RecordingFiles files, string name, long end) : IFeed
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public EventTime Earliest => EventTime.MinValue;

    /// <inheritdoc/>
    public long Length => 0;

    /// <summary>All has been read.</summary>
    public bool HasEnded { get; private set; }

    /// <inheritdoc/>
    public IFeedReader Open() => new Reader(this, files);

    private sealed class Reader(RecordedFeed owner, RecordingFiles files) : IFeedReader
    {
        private readonly IEnumerator<(RecordedLine Line, long End)> lines = RecordingLog.Lines(files).GetEnumerator();
        private readonly MessageDecoder decoder = new(owner.Name);
        private FileStream? segment;
        private int number;

        public long BytesRead { get; private set; }

        public bool Read(EventBatch batch, int maxRows)
        {
            while (!owner.HasEnded && batch.Count < maxRows)
            {
                if (!lines.MoveNext() || lines.Current.End > owner.EndOfLog) owner.HasEnded = true;
                else Take(lines.Current.Line, batch);
            }

            return true;
        }

        public void Dispose()
        {
            lines.Dispose();
            segment?.Dispose();
        }

        private void Take(RecordedLine line, EventBatch batch)
        {
            if (line.Heartbeat is { } heartbeat && heartbeat.Feed == owner.Name) batch.AddHeartbeat(new EventTime(heartbeat.Time));
            if (line.Events is not { } events || events.Feed != owner.Name) return;
            var arrow = ReadSegment(events);
            BytesRead += arrow.Length;
            decoder.Decode(arrow, events.At, batch);
        }

        private byte[] ReadSegment(RecordedEvents events)
        {
            var path = files.Segment(events.Segment);
            try
            {
                if (number != events.Segment)
                {
                    segment?.Dispose();
                    segment = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
                    number = events.Segment;
                }

                var arrow = new byte[events.Bytes];
                segment!.Position = events.At;
                segment.ReadExactly(arrow);
                if (SegmentWriter.HashOf(arrow) == events.Hash) return arrow;
            }
            catch (IOException fault)
            {
                throw new RecordingException($"'{path}' can't be read at byte {events.At}: {fault.Message} Bring an undamaged copy back.", fault);
            }

            throw new RecordingException($"'{path}' is damaged: the {events.Bytes} bytes at byte {events.At} don't have the checksum that the log has of them. Bring an undamaged copy back.");
        }
    }

    private long EndOfLog => end;
}
