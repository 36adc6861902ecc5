namespace Cep;

/// <summary>A match that had begun and came to nothing.</summary>
/// <param name="Match">What it had taken.</param>
/// <param name="Reached">The name of the stage that took the last event.</param>
/// <param name="WaitedFor">The name of the stage that was waited for; empty when it was one of several, or when the match was complete.</param>
/// <param name="Cause">Why it ended.</param>
/// <param name="EndedBy">The sequence number of the event that ended it, or of the last event of the match that did; −1 when it was time or the end of the input.</param>
/// <param name="Since">The time of its first event.</param>
/// <param name="At">When it ended; the event time of this.</param>
/// <typeparam name="TMatch">The class of the matches.</typeparam>
public sealed record EndedMatch<TMatch>(
    TMatch Match, string Reached, string WaitedFor, EndCause Cause, long EndedBy, EventTime Since, EventTime At);

/// <summary>Why a partial match came to nothing.</summary>
public enum EndCause
{
    /// <summary>An event came that could be neither taken nor skipped: it did not satisfy the condition.</summary>
    Condition,

    /// <summary>An event came that must not.</summary>
    Forbidden,

    /// <summary>Its time was up.</summary>
    TimedOut,

    /// <summary>A match was given, and the skip strategy lets none begin here.</summary>
    Skipped,

    /// <summary>A match used up an event of it.</summary>
    Consumed,

    /// <summary>There were more partial matches than the pattern allows.</summary>
    Dropped,

    /// <summary>A way that is preferred to it found a match, or goes on alike; of a preferred pattern.</summary>
    Outdone,

    /// <summary>The rule forgot the key, which had been quiet for long.</summary>
    Forgotten,

    /// <summary>The input ended, and it had no deadline, or its key was halted, or it waited for one of these.</summary>
    EndOfInput,
}
