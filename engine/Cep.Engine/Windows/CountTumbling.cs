namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Count windows one after another: each holds <paramref name="count"/> events of a key, in log order, and its result is
    /// emitted at the last of them. It starts at the time of its first event and ends at that of its last. What is not full
    /// when the input ends emits nothing.
    /// </summary>
    /// <param name="count">The events of a window; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public CountTumblingWindows<T> CountTumbling(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new CountTumblingWindows<T>(this, count);
    }
}

/// <summary>The tumbling count windows of a stream; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class CountTumblingWindows<T> : Windows<T>
{
    private readonly int size;

    internal CountTumblingWindows(EventStream<T> source, int size)
        : base(source) => this.size = size;

    private protected override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate) =>
        new CountTumblingStream<TValue, TState, TResult, TAggregate>(values, size, aggregate);
}
