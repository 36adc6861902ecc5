namespace Cep.Simulation;

/// <summary>A feed of rows in memory.</summary>
internal sealed class SimulatedFeed(FeedCase feed) : IFeed
{
    public string Name => feed.Name;

    public EventTime Earliest => feed.Earliest;

    public long Length => feed.Rows.Count;

    public static DeadLetter LetterOf(string feed, SimulatedRow row) => new(DeadLetterReason.Malformed, feed, row.Position, "can't be read");

    public IFeedReader Open() => new Reader(feed);

    private sealed class Reader(FeedCase feed) : IFeedReader
    {
        private int next;

        public long BytesRead => next;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; next < feed.Rows.Count; next++)
            {
                var row = feed.Rows[next];
                if (row.IsEntry && batch.Count == maxRows) return true;
                Add(batch, row);
            }

            return false;
        }

        public void Dispose()
        {
        }

        private void Add(EventBatch batch, SimulatedRow row)
        {
            switch (row.Event)
            {
                case Trade trade: batch.Add(trade, row.Position); break;
                case Quote quote: batch.Add(quote, row.Position); break;
                case MarketStatus status: batch.Add(status, row.Position); break;
                case null when row.Heartbeat is { } time: batch.AddHeartbeat(time); break;
                default: batch.AddDeadLetter(LetterOf(feed.Name, row)); break;
            }
        }
    }
}
