namespace Cep;

/// <summary>
/// What a window computes of its events. A struct, so that the loop around it is compiled for it.
/// </summary>
/// <typeparam name="T">The events.</typeparam>
/// <typeparam name="S">What is kept for each key while its window is open.</typeparam>
/// <typeparam name="R">The result.</typeparam>
internal interface IWindowAggregate<T, S, R>
{
    /// <summary>The state after the first event of the window.</summary>
    S First(in T value);

    /// <summary>Takes a further event. It may throw before it changes the state, not after.</summary>
    void Add(ref S state, in T value);

    /// <summary>The state of two runs of events, the earlier one first. Neither is changed.</summary>
    S Merge(in S earlier, in S later);

    /// <summary>The result, once the window has closed.</summary>
    R Result(in S state, EventTime start, EventTime end, long count);
}
