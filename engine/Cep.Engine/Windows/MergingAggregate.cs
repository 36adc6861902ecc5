namespace Cep;

/// <summary>
/// Follows an aggregate that can only merge, by two stacks (see <see cref="MergeQueue{S}"/>): each row up to the mark holds
/// the merge of itself and those after it up to there; rows after the mark are as they came and merged in the key's state.
/// </summary>
internal readonly struct MergingAggregate<T, S, R, TAggregate>(TAggregate aggregate) : IMovingAggregate<T, S, S, R>
    where TAggregate : struct, IWindowAggregate<T, S, R>
{
    public S Enter(MovingRows<S> rows, ref MovingCell<S> cell, in T value, int row, out int previous)
    {
        var alone = aggregate.First(value);
        var isEmpty = cell.Count == 0;
        cell.State = isEmpty || cell.Mark == cell.Newest ? alone : aggregate.Merge(cell.State, alone);
        if (isEmpty) cell.Mark = MovingRows<S>.None;
        previous = isEmpty ? MovingRows<S>.None : cell.Newest;
        return alone;
    }

    public void Leave(MovingRows<S> rows, ref MovingCell<S> cell)
    {
        if (cell.Mark == MovingRows<S>.None) Turn(rows, ref cell);
        if (cell.Mark == cell.Oldest) cell.Mark = MovingRows<S>.None;
    }

    public R Result(MovingRows<S> rows, ref MovingCell<S> cell, EventTime start, EventTime end) => aggregate.Result(Total(rows, ref cell), start, end, cell.Count);

    private S Total(MovingRows<S> rows, ref MovingCell<S> cell)
    {
        if (cell.Mark == MovingRows<S>.None) return cell.State;
        ref readonly var front = ref rows[cell.Oldest].Value;
        return cell.Mark == cell.Newest ? front : aggregate.Merge(front, cell.State);
    }

    /// <summary>Makes all rows those up to the mark.</summary>
    private void Turn(MovingRows<S> rows, ref MovingCell<S> cell)
    {
        var merged = rows[cell.Newest].Value;
        for (var row = cell.Newest; row != cell.Oldest;)
        {
            row = rows[row].Previous;
            rows[row].Value = merged = aggregate.Merge(rows[row].Value, merged);
        }

        cell.Mark = cell.Newest;
        cell.State = default!;
    }
}
