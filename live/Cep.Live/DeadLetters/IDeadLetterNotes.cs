namespace Cep.Live;

/// <summary>Takes down what becomes of dead letters. Held from before anything is done to them until it is noted.</summary>
internal interface IDeadLetterNotes : IDisposable
{
    /// <summary>Where the target of a requeue ended that was begun and of whose end nothing is known; null when there is none.</summary>
    string? Unfinished { get; }

    /// <summary>A requeue begins; durable when this returns.</summary>
    /// <param name="mark">Where its target ends now, see <see cref="IRequeueTarget.Mark"/>.</param>
    void Begin(string mark);

    /// <summary>Notes what became of dead letters, and the end of a requeue that was begun; durable when this returns.</summary>
    void Write(IReadOnlyList<StoredDeadLetter> letters, DeadLetterState state, string? target, DateTimeOffset now);
}
