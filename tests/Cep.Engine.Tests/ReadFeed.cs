namespace Cep.Tests;

/// <summary>A feed that says how many events were read of it.</summary>
internal sealed class ReadFeed(IFeed feed) : IFeed
{
    public string Name => feed.Name;

    public EventTime Earliest => feed.Earliest;

    public long Length => feed.Length;

    /// <summary>How many were read.</summary>
    public long Events { get; private set; }

    public IFeedReader Open() => new Reader(this, feed.Open());

    private sealed class Reader(ReadFeed owner, IFeedReader inner) : IFeedReader
    {
        public long BytesRead => inner.BytesRead;

        public bool Read(EventBatch batch, int maxRows)
        {
            var goesOn = inner.Read(batch, maxRows);
            owner.Events += batch.Count;
            return goesOn;
        }

        public void Dispose() => inner.Dispose();
    }
}
