namespace Cep;

/// <summary>
/// What an operator does with one event of one key. A struct, so that the loop around it is compiled for it and calls it
/// without indirection.
/// </summary>
/// <typeparam name="T">What comes in.</typeparam>
/// <typeparam name="S">What is kept for each key.</typeparam>
/// <typeparam name="R">What goes out.</typeparam>
internal interface IStep<T, S, R>
{
    /// <summary>The step emits for every event, so rows need no sifting.</summary>
    static abstract bool EmitsAlways { get; }

    /// <summary>Sets the state of keys that were never seen.</summary>
    void Initialize(Span<S> fresh);

    /// <summary>Whether a state is the one that keys have which were never seen.</summary>
    bool IsFresh(in S state);

    /// <summary>Takes an event. It may throw before it changes the state, not after.</summary>
    /// <returns>Whether <paramref name="result"/> is emitted.</returns>
    bool Take(ref S state, in T value, out R result);
}
