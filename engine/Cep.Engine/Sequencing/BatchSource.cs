namespace Cep;

/// <summary>What a feed had when it was asked.</summary>
internal enum Arrival
{
    /// <summary>A batch, perhaps an empty one.</summary>
    Batch,

    /// <summary>Nothing now; more may come.</summary>
    Nothing,

    /// <summary>The feed has ended.</summary>
    End,
}

/// <summary>Gives the batches of one feed, one after another.</summary>
internal abstract class BatchSource(IFeedReader reader) : IDisposable
{
    public long BytesRead => Reader.BytesRead;

    /// <summary>It must be asked to notice an arrival; otherwise <see cref="Arrivals"/> tells of it.</summary>
    public abstract bool MustBeAsked { get; }

    protected IFeedReader Reader { get; } = reader;

    /// <summary>Opens a feed.</summary>
    public static BatchSource Open(IFeed feed, int maxRows, bool readAhead, TimeProvider clock, Arrivals arrivals) => readAhead
        ? new ReadAheadSource(feed.Open(), maxRows, clock, arrivals)
        : new DirectSource(feed.Open(), maxRows);

    /// <summary>
    /// Takes the next batch in exchange for a used one. It waits for a feed that is busy reading, but not for one that has
    /// said that there is nothing now.
    /// </summary>
    public abstract Arrival Next(ref EventBatch batch);

    public virtual void Dispose() => Reader.Dispose();

    protected static bool IsNothing(EventBatch batch) => batch.Count == 0 && batch.DeadLetters.Count == 0 && batch.SkippedRows == 0;
}
