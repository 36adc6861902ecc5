namespace Cep.Tests;

/// <summary>A feed that has nothing from a place on until the run has come to rest; it may be opened further on.</summary>
/// <param name="name">Its name.</param>
/// <param name="entries">Its events; null for what can't be read.</param>
/// <param name="pauseAt">The place from which on it has nothing.</param>
/// <param name="start">Where it is opened.</param>
/// <param name="tellsPlace">It says where reading goes on, as a feed does that can be opened there.</param>
internal sealed class PausingFeed(string name, IReadOnlyList<IEvent?> entries, int pauseAt, int start, bool tellsPlace) : IFeed
{
    public string Name => name;

    public EventTime Earliest => EventTime.MinValue;

    public long Length => 0;

    public IFeedReader Open() => new Reader(this, entries, Math.Max(start, 0));

    private sealed class Reader(PausingFeed feed, IReadOnlyList<IEvent?> entries, int first) : IFeedReader
    {
        private readonly int pauseAt = feed.PauseAt;
        private int next = first;

        public long BytesRead => 0;

        public bool Read(EventBatch batch, int maxRows)
        {
            var end = Math.Min(entries.Count, pauseAt);
            for (; next < end && batch.Count < maxRows; next++)
            {
                if (entries[next] is { } value) Add(batch, value, next);
                else batch.AddDeadLetter(new DeadLetter(DeadLetterReason.Malformed, feed.Name, next, "bad"));
            }

            if (feed.TellsPlace) batch.ResumeAt = next;
            return next < entries.Count;
        }

        public void Dispose()
        {
        }

        private static void Add(EventBatch batch, IEvent value, int row)
        {
            if (value is Trade trade) batch.Add(trade, row);
            else batch.Add((Quote)value, row);
        }
    }

    private int PauseAt => pauseAt;

    private bool TellsPlace => tellsPlace;
}
