namespace Cep;

/// <summary>What a key's moving window holds.</summary>
internal struct MovingCell<S>
{
    /// <summary>What the aggregate keeps for the key.</summary>
    public S State;

    /// <summary>The first input of the oldest event.</summary>
    public long First;

    /// <summary>The last input of the newest event.</summary>
    public long Last;

    /// <summary>The time of the newest event.</summary>
    public long NewestTime;

    /// <summary>How many events there are.</summary>
    public int Count;

    public int Oldest;
    public int Newest;

    /// <summary>A row that the aggregate remembers.</summary>
    public int Mark;
}

/// <summary>
/// How an aggregate follows a window that events enter and leave one by one, the oldest first, at a cost that doesn't grow
/// with the window. A struct, so that the loop around it is compiled for it.
/// </summary>
/// <typeparam name="T">The events.</typeparam>
/// <typeparam name="V">What is kept of each event.</typeparam>
/// <typeparam name="S">What is kept for each key.</typeparam>
/// <typeparam name="R">The result.</typeparam>
internal interface IMovingAggregate<T, V, S, R>
{
    /// <summary>What is kept for a key follows from its rows, so it is not saved but made anew by <see cref="Reload"/>.</summary>
    static virtual bool FollowsFromRows => false;

    /// <summary>How much is kept for a key beside its rows, see <see cref="KeyFigures.Bytes"/>.</summary>
    static virtual long BytesOf(in S state) => KeyFigures.SizeOf(state);

    /// <summary>Gives back what is kept for a key whose last event leaves.</summary>
    static virtual void Release(MovingRows<V> rows, ref S state)
    {
    }

    /// <summary>Takes an event. When it throws, nothing has changed.</summary>
    /// <param name="rows">The rows of all windows.</param>
    /// <param name="cell">The key's window as it is without the event; nothing but its state when it is empty.</param>
    /// <param name="value">The event.</param>
    /// <param name="row">The row that the event will have.</param>
    /// <param name="previous">What the row shall remember as the one before it.</param>
    /// <returns>What the row shall keep.</returns>
    V Enter(MovingRows<V> rows, ref MovingCell<S> cell, in T value, int row, out int previous);

    /// <summary>Lets the oldest event go; there are others. When it throws, the window can't be used any more.</summary>
    void Leave(MovingRows<V> rows, ref MovingCell<S> cell);

    /// <summary>What the window computes of the events that are there; there is one.</summary>
    R Result(MovingRows<V> rows, ref MovingCell<S> cell, EventTime start, EventTime end);

    /// <summary>Takes the next row of a key that is loaded, where what is kept follows from the rows.</summary>
    void Reload(MovingRows<V> rows, ref MovingCell<S> cell, in V kept) => throw new NotSupportedException();
}
