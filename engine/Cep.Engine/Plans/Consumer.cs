namespace Cep;

/// <summary>Takes the rows of a stream and the passing of time.</summary>
internal abstract class Consumer<T>
{
    /// <summary>Takes rows, none earlier than those before and none at or before the last watermark.</summary>
    public abstract void OnBatch(in KeyedBatch<T> batch);

    /// <summary>
    /// Takes rows that are not settled yet: results of windows that are still open, which fire early. Their time is the
    /// one they will have when they are settled, and settled rows for the same will follow. They pass through operators
    /// that look at nothing but the row; an operator that keeps state leaves them out, because they are no events.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="moment">When they fire, before their time.</param>
    public virtual void OnEarly(in KeyedBatch<T> batch, long moment)
    {
    }

    /// <summary>No more rows with a time ≤ <paramref name="watermark"/>. <see cref="long.MaxValue"/> is the end of the input.</summary>
    public abstract void OnTime(long watermark);
}
