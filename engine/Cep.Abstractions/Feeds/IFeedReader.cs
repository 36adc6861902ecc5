namespace Cep;

/// <summary>An opened feed.</summary>
/// <remarks>Used by one thread at a time, not always the same one.</remarks>
public interface IFeedReader : IDisposable
{
    /// <summary>How many bytes of the source were taken so far. For progress only.</summary>
    long BytesRead { get; }

    /// <summary>
    /// Appends the next events, in the order of the source, and the dead letters between them to an empty batch.
    /// Malformed input becomes a dead letter; it never ends the feed.
    /// </summary>
    /// <param name="batch">An empty batch.</param>
    /// <param name="maxRows">How many events to append at the most; at least 1.</param>
    /// <returns>
    /// False when the source has ended; the batch may hold its last rows all the same. True with a batch that stayed empty
    /// means that there is nothing now: a live source may wait a short while for the next event, and returns before it
    /// would hold up a run that wants to end.
    /// </returns>
    /// <exception cref="FeedException">The source broke off or can't be read any further; what was read before stays in the batch.</exception>
    bool Read(EventBatch batch, int maxRows);
}
