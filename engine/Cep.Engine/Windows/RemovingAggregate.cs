namespace Cep;

/// <summary>Adds what enters and removes what leaves.</summary>
internal readonly struct RemovingAggregate<T, S, R, TAggregate>(TAggregate aggregate) : IMovingAggregate<T, T, S, R>
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    public T Enter(MovingRows<T> rows, ref MovingCell<S> cell, in T value, int row, out int previous)
    {
        previous = MovingRows<T>.None;
        if (cell.Count == 0) cell.State = aggregate.First(value);
        else aggregate.Add(ref cell.State, value);
        return value;
    }

    public void Leave(MovingRows<T> rows, ref MovingCell<S> cell) => aggregate.Remove(ref cell.State, rows[cell.Oldest].Value);

    public R Result(MovingRows<T> rows, ref MovingCell<S> cell, EventTime start, EventTime end) => aggregate.Result(cell.State, start, end, cell.Count);
}
