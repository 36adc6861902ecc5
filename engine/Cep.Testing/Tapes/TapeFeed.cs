namespace Cep.Testing;

/// <summary>A tape as a feed. The position of an event is its number on the tape, from 1.</summary>
internal sealed class TapeFeed(string name, TapeEntry[] entries) : IFeed
{
    public string Name => name;

    public EventTime Earliest => entries.Length == 0 ? EventTime.MinValue : entries[0].Time;

    public long Length => 0;

    public IFeedReader Open() => new Reader(entries);

    private sealed class Reader(TapeEntry[] entries) : IFeedReader
    {
        private int next;

        public long BytesRead => 0;

        public bool Read(EventBatch batch, int maxRows)
        {
            var end = Math.Min(entries.Length, next + (long)maxRows);
            for (; next < end; next++) entries[next].AddTo(batch, next + 1);
            return next < entries.Length;
        }

        public void Dispose()
        {
        }
    }
}
