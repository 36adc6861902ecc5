namespace Cep;

/// <summary>What could not be processed, why, and where it stood.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Source">The feed, rule or sink in which it happened.</param>
/// <param name="Position">Line, row or offset in a feed; the sequence number of the event in a rule, of the last cause in a sink; −1 when unknown.</param>
/// <param name="Message">What was wrong, for a person.</param>
/// <param name="Raw">The input as it came, cut to <see cref="MaxRawLength"/> characters; of a sink the derived event it did not take, whole; null when there is none.</param>
public sealed record DeadLetter(DeadLetterReason Reason, string Source, long Position, string Message, string? Raw = null)
{
    /// <summary>The most characters of raw input that a dead letter keeps.</summary>
    public const int MaxRawLength = 4096;

    /// <summary>Version of the rule, 0 when no rule is concerned.</summary>
    public int Version { get; init; }

    /// <summary>The rule that failed, or whose derived event a sink did not take; null when no rule is concerned.</summary>
    public string? Rule
    {
        get => field ?? (Version != 0 ? Source : null);
        init;
    }

    /// <summary>Key of the event at which a rule failed, or that a sink did not take; null when no rule is concerned.</summary>
    public string? Key { get; init; }

    /// <summary>Event time of the event at which a rule failed, or that a sink did not take; for malformed input the latest time of the events before it in its feed, or the feed's earliest time where there are none.</summary>
    public EventTime Time { get; init; } = EventTime.MinValue;
}
