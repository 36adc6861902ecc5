namespace Cep;

/// <summary>Where the results of an operator come out; passes them to whatever was connected.</summary>
internal sealed class Output<T>
{
    private Consumer<T>[] consumers = [];

    public void Connect(Consumer<T> consumer) => consumers = [.. consumers, consumer];

    public void Emit(in KeyedBatch<T> batch)
    {
        foreach (var consumer in consumers) consumer.OnBatch(batch);
    }

    /// <summary>Emits rows that are not settled yet, see <see cref="Consumer{T}.OnEarly"/>.</summary>
    public void EmitEarly(in KeyedBatch<T> batch, long moment)
    {
        foreach (var consumer in consumers) consumer.OnEarly(batch, moment);
    }

    public void PassTime(long watermark)
    {
        foreach (var consumer in consumers) consumer.OnTime(watermark);
    }
}
