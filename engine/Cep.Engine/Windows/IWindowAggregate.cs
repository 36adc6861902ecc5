namespace Cep;

/// <summary>
/// What a window computes of its events. A struct, so that the loop around it is compiled for it.
/// </summary>
/// <typeparam name="T">The events.</typeparam>
/// <typeparam name="S">What is kept for each key while its window is open.</typeparam>
/// <typeparam name="R">The result.</typeparam>
internal interface IWindowAggregate<T, S, R>
{
    /// <summary>
    /// <see cref="Remove"/> undoes <see cref="Add"/>. Windows from which events leave one by one use it; without it they
    /// put what is left together anew by <see cref="Merge"/>.
    /// </summary>
    static virtual bool CanRemove => false;

    /// <summary><see cref="Merge"/> works; hopping windows need it.</summary>
    static virtual bool CanMerge => true;

    /// <summary>
    /// The result is that of one event, which others only push aside (see <see cref="PushesAside"/>). Windows from which
    /// events leave one by one then keep a queue of those that may still be it.
    /// </summary>
    static virtual bool IsSelection => false;

    /// <summary>The state after the first event of the window.</summary>
    S First(in T value);

    /// <summary>Takes a further event. It may throw before it changes the state, not after.</summary>
    void Add(ref S state, in T value);

    /// <summary>Takes the oldest event back; there are others.</summary>
    void Remove(ref S state, in T value) => throw new NotSupportedException();

    /// <summary>The state of two runs of events, the earlier one first. Neither is changed.</summary>
    S Merge(in S earlier, in S later);

    /// <summary>Of a selection: an event can't be the result as long as a later one is there, too. It never throws.</summary>
    bool PushesAside(in T later, in T earlier) => throw new NotSupportedException();

    /// <summary>The result. It does not hold on to a state that changes.</summary>
    R Result(in S state, EventTime start, EventTime end, long count);
}
