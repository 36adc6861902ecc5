namespace Cep;

/// <summary>Takes the rows of a stream and the passing of time.</summary>
internal abstract class Consumer<T>
{
    /// <summary>Takes rows, none earlier than those before and none at or before the last watermark.</summary>
    public abstract void OnBatch(in KeyedBatch<T> batch);

    /// <summary>No more rows with a time ≤ <paramref name="watermark"/>. <see cref="long.MaxValue"/> is the end of the input.</summary>
    public abstract void OnTime(long watermark);
}
