namespace Cep;

/// <summary>Windows that events enter and leave one by one; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public abstract class MovingWindows<T> : Windows<T>
{
    private protected MovingWindows(EventStream<T> source)
        : base(source)
    {
    }

    /// <summary>The cheapest way that the aggregate allows to follow a window.</summary>
    private protected sealed override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate)
    {
        if (TAggregate.IsSelection)
        {
            return Of<TValue, TValue, Selection<TValue>, TResult, SelectingAggregate<TValue, TState, TResult, TAggregate>>(values, new(aggregate));
        }

        if (TAggregate.CanRemove)
        {
            return Of<TValue, TValue, TState, TResult, RemovingAggregate<TValue, TState, TResult, TAggregate>>(values, new(aggregate));
        }

        return Of<TValue, TState, TState, TResult, MergingAggregate<TValue, TState, TResult, TAggregate>>(values, new(aggregate));
    }

    private protected abstract EventStream<TResult> Of<TValue, TKept, TState, TResult, TMoving>(EventStream<TValue> values, TMoving moving)
        where TMoving : struct, IMovingAggregate<TValue, TKept, TState, TResult>;
}
