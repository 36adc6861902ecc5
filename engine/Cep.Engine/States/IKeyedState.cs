namespace Cep;

/// <summary>
/// What an operator keeps for each key. It can be saved and loaded key by key, so that a late event, a snapshot or a move
/// to another shard needs nothing of the operator but this; given back when a key has gone quiet; and measured.
/// </summary>
/// <remarks>
/// All calls come between rounds, by the shard's own thread. An operator announces itself with <see cref="RulePlan.Keep{TKept}"/>
/// when it is made; plans of the same rules announce the same states in the same order. What is loaded was saved by the
/// same operator of another plan, or of this one, at the same watermark.
/// </remarks>
internal interface IKeyedState
{
    /// <summary>Says how what is kept is laid out, where the operator's type and the author's don't say all; else empty.</summary>
    string Layout => "";

    /// <summary>Writes all that is kept for a key, also when that is nothing.</summary>
    void Save(int key, StateWriter writer);

    /// <summary>Puts what was saved in place of what is kept for the key.</summary>
    void Load(int key, StateReader reader);

    /// <summary>Drops what is kept for a key, as if it had never been heard of. Timers that wait for it come to nothing.</summary>
    void Forget(int key);

    /// <summary>Adds what is kept for a key to the figures; nothing when nothing is kept.</summary>
    void Measure(int key, ref KeyFigures figures);
}
