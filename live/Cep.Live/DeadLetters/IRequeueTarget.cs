namespace Cep.Live;

/// <summary>Where the inputs of dead letters are given back to.</summary>
/// <remarks>
/// A crash may come between <see cref="Complete"/> and the note that the letters were requeued, and the same letters then
/// come again. So a target takes all or nothing, and either refuses to do the same again, as a file that exists does, or can
/// tell what it took since a mark that was noted beforehand.
/// </remarks>
public interface IRequeueTarget : IDisposable
{
    /// <summary>The target's name, for the journal.</summary>
    string Name { get; }

    /// <summary>Why it can't take a dead letter, as the end of a sentence; null when it can.</summary>
    string? WhyNot(StoredDeadLetter letter);

    /// <summary>Where the target ends now, as a text to note; null when it needs none.</summary>
    string? Mark();

    /// <summary>The ids of the dead letters that it took since a mark of some target of its kind.</summary>
    IReadOnlySet<string> TakenSince(string mark);

    /// <summary>Takes the input of a dead letter.</summary>
    void Requeue(StoredDeadLetter letter);

    /// <summary>Makes what was taken visible and durable, all at once.</summary>
    void Complete();
}
