using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>What a feed of a task gave, from a recording: events and heartbeats, each at its place. After the last commit nothing comes.</summary>
/// <param name="chain">The recording.</param>
/// <param name="name">The feed.</param>
internal sealed class RecordedFeed(RecordedChain chain, string name) : IFeed
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public EventTime Earliest => EventTime.MinValue;

    /// <inheritdoc/>
    public long Length => 0;

    /// <inheritdoc/>
    public IFeedReader Open() => new Reader(chain, name);

    private sealed class Reader(RecordedChain chain, string name) : IFeedReader
    {
        private readonly IEnumerator<(RecordingFiles Files, RecordedLine Line)> lines =
            chain.Parts.SelectMany(part => RecordingLog.Lines(part.Files, part.LogBytes).Select(entry => (part.Files, entry.Line))).GetEnumerator();

        private readonly MessageDecoder decoder = new(name);
        private FileStream? segment;
        private bool hasEnded;

        public long BytesRead { get; private set; }

        public bool Read(EventBatch batch, int maxRows)
        {
            while (!hasEnded && batch.Count < maxRows)
            {
                hasEnded = !lines.MoveNext();
                if (!hasEnded) Take(lines.Current.Files, lines.Current.Line, batch);
            }

            return true;
        }

        public void Dispose()
        {
            lines.Dispose();
            segment?.Dispose();
        }

        private void Take(RecordingFiles files, RecordedLine line, EventBatch batch)
        {
            if (line.Heartbeat is { } heartbeat && heartbeat.Feed == name) batch.AddHeartbeat(new EventTime(heartbeat.Time));
            if (line.Events is not { } events || events.Feed != name) return;
            var arrow = ReadSegment(files.Segment(events.Segment), events);
            BytesRead += arrow.Length;
            decoder.Decode(arrow, events.At, batch);
        }

        private byte[] ReadSegment(string path, RecordedEvents events)
        {
            try
            {
                if (segment?.Name != Path.GetFullPath(path))
                {
                    segment?.Dispose();
                    segment = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
                }

                var arrow = new byte[events.Bytes];
                segment.Position = events.At;
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
}
