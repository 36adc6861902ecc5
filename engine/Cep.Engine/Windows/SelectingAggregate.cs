namespace Cep;

/// <summary>
/// Follows an aggregate that selects an event: a queue of those that may still be selected, each of which the ones before it
/// outdo; what enters pushes aside what it makes needless. An event enters and leaves the queue once.
/// </summary>
/// <remarks>The mark is the first of the queue; rows that were pushed aside stay where they are, so that events are counted.</remarks>
internal readonly struct SelectingAggregate<T, S, R, TAggregate>(TAggregate aggregate) : IMovingAggregate<T, T, S>
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    public T Enter(MovingRows<T> rows, ref MovingCell<S> cell, in T value, int row, out int previous)
    {
        previous = cell.Count == 0 ? MovingRows<T>.None : cell.Newest;
        while (previous >= 0)
        {
            ref var before = ref rows[previous];
            if (!aggregate.PushesAside(value, before.Value)) return value;
            previous = before.Previous;
            before.Previous = MovingRows<T>.Aside;
        }

        cell.Mark = row;
        cell.State = aggregate.First(value);
        return value;
    }

    public void Leave(MovingRows<T> rows, ref MovingCell<S> cell)
    {
        if (cell.Mark != cell.Oldest) return;
        var next = rows[cell.Oldest].Next;
        while (rows[next].Previous == MovingRows<T>.Aside) next = rows[next].Next;
        ref var first = ref rows[next];
        first.Previous = MovingRows<T>.None;
        cell.Mark = next;
        cell.State = aggregate.First(first.Value);
    }

    public S Total(MovingRows<T> rows, ref MovingCell<S> cell) => cell.State;
}
