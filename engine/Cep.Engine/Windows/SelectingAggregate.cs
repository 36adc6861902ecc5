using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Follows an aggregate that selects an event: a queue of those that may still be selected, each of which the ones before it
/// outdo; what enters pushes aside what it makes needless. An event enters and leaves the queue once.
/// </summary>
/// <remarks>The queue lies apart from the rows and side by side, because what enters may look at many of it.</remarks>
internal readonly struct SelectingAggregate<T, S, R, TAggregate>(TAggregate aggregate) : IMovingAggregate<T, T, Selection<T>, R>
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    public static bool FollowsFromRows => true;

    public static long BytesOf(in Selection<T> state) => Unsafe.SizeOf<Selection<T>>() + state.Bytes;

    public static void Release(MovingRows<T> rows, ref Selection<T> state) => state.Release(rows.Rings);

    public T Enter(MovingRows<T> rows, ref MovingCell<Selection<T>> cell, in T value, int row, out int previous)
    {
        previous = MovingRows<T>.None;
        ref var selection = ref cell.State;
        while (selection.Count > 0 && aggregate.PushesAside(value, selection.Newest)) selection.DropNewest();
        selection.Add(value, cell.Count, rows.Rings);
        return value;
    }

    public void Leave(MovingRows<T> rows, ref MovingCell<Selection<T>> cell) => cell.State.Leave(rows.Rings);

    public R Result(MovingRows<T> rows, ref MovingCell<Selection<T>> cell, EventTime start, EventTime end) =>
        aggregate.Result(aggregate.First(cell.State.Oldest), start, end, cell.Count);

    public void Reload(MovingRows<T> rows, ref MovingCell<Selection<T>> cell, in T kept) => Enter(rows, ref cell, kept, MovingRows<T>.None, out _);
}
