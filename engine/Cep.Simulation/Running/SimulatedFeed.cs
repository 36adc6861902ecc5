namespace Cep.Simulation;

/// <summary>A feed of rows in memory, some of which may have to be waited for.</summary>
internal sealed class SimulatedFeed(FeedCase feed, SimulatedClock clock) : IFeed
{
    public string Name => feed.Name;

    public EventTime Earliest => feed.Earliest;

    public long Length => feed.Rows.Count;

    public static DeadLetter LetterOf(string feed, SimulatedRow row) => new(DeadLetterReason.Malformed, feed, row.Position, "can't be read");

    public IFeedReader Open() => new Reader(feed, clock);

    private sealed class Reader(FeedCase feed, SimulatedClock clock) : IFeedReader
    {
        /// <summary>Asking takes its time, and a little more, so that what the clock makes lies beside the events.</summary>
        private const int AsksPerSilence = 8;

        private int next;
        private long? silentUntil;

        public long BytesRead => next;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; next < feed.Rows.Count; next++)
            {
                var row = feed.Rows[next];
                if (row.Silence is { } silence && (batch.Count > 0 || IsSilent(silence))) return true;
                if (row.IsEntry && batch.Count == maxRows) return true;
                Add(batch, row);
            }

            return false;
        }

        public void Dispose()
        {
        }

        private bool IsSilent(TimeSpan silence)
        {
            silentUntil ??= clock.GetTimestamp() + silence.Ticks;
            if (clock.GetTimestamp() < silentUntil)
            {
                clock.Advance(silence / AsksPerSilence + TimeSpan.FromTicks(7));
                return true;
            }

            silentUntil = null;
            return false;
        }

        private void Add(EventBatch batch, SimulatedRow row)
        {
            switch (row.Event)
            {
                case Trade trade: batch.Add(trade, row.Position); break;
                case Quote quote: batch.Add(quote, row.Position); break;
                case MarketStatus status: batch.Add(status, row.Position); break;
                case null when row.Heartbeat is { } time: batch.AddHeartbeat(time); break;
                case null when row.Silence is not null: break;
                default: batch.AddDeadLetter(LetterOf(feed.Name, row)); break;
            }
        }
    }
}
