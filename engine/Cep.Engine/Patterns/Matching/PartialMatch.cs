namespace Cep;

/// <summary>A match that has begun.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Tail">What it took, newest first; null for the one that has yet to begin.</param>
internal readonly record struct PartialMatch(AutomatonState State, Link? Tail)
{
    /// <summary>The place of its first event.</summary>
    public long Start => Tail!.FirstEvent.Place;

    /// <summary>When it dies, if nothing else ends it before.</summary>
    public long DueAt(int key, Deadlines deadlines) => deadlines.DueAt(key, Tail!.FirstEvent, Tail.Event, State.Wait);
}
