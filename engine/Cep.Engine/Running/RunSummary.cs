namespace Cep;

/// <summary>
/// What a run did. Rows of the input = events + out of range + late + malformed + skipped; where late events are adjusted
/// they are processed and count among the events as well.
/// </summary>
public sealed record RunSummary
{
    /// <summary>Events processed.</summary>
    public required long Events { get; init; }

    /// <summary>Events before <see cref="EngineOptions.From"/>.</summary>
    public required long OutOfRange { get; init; }

    /// <summary>Rows of the input that are neither events nor errors.</summary>
    public required long SkippedRows { get; init; }

    /// <summary>Events that came too late; not processed unless <see cref="LatenessPolicy.Adjust"/> says so.</summary>
    public required long LateEvents { get; init; }

    /// <summary>Events that came late but within the allowed lateness; they are among the events processed.</summary>
    public long RevisingEvents { get; init; }

    /// <summary>Final derived events by the rule's name; 0 for a rule that found nothing.</summary>
    public required IReadOnlyDictionary<string, long> DerivedEvents { get; init; }

    /// <summary>Derived events that were told before they were final.</summary>
    public long Provisional { get; init; }

    /// <summary>Derived events that were told and taken back.</summary>
    public long Retracted { get; init; }

    /// <summary>Dead letters by reason; a reason without any is left out.</summary>
    public required IReadOnlyDictionary<DeadLetterReason, long> DeadLetters { get; init; }

    /// <summary>Time of the first event processed, null without events.</summary>
    public required EventTime? FirstTime { get; init; }

    /// <summary>Time of the last event processed, null without events.</summary>
    public required EventTime? LastTime { get; init; }

    /// <summary>How the feeds stood at the end, in the order of their names.</summary>
    public IReadOnlyList<FeedStatus> Feeds { get; init; } = [];

    /// <summary>The feed for which time waited when the run was stopped; null when the input ended.</summary>
    public string? HeldBy { get; init; }

    /// <summary>
    /// What the rules kept when the input had come to its end, before the end closed what was open; by the rule's name.
    /// Empty when the run was interrupted or had no events.
    /// </summary>
    public IReadOnlyDictionary<string, StateFigures> State { get; init; } = new Dictionary<string, StateFigures>();

    /// <summary>
    /// The partial matches that were alive when the input had come to its end, before the end of input ended what waits for
    /// it; by the name of the rule, for rules with patterns. Names <see cref="Cep.PartialMatches.DefaultKeysMax"/> keys of a rule at
    /// most. Empty when the run was interrupted or stopped, or had no events.
    /// </summary>
    public IReadOnlyDictionary<string, PartialMatches> PartialMatches { get; init; } = new Dictionary<string, PartialMatches>();

    /// <summary>How the partial matches of explained rules ended, by the name of the rule; see <see cref="EngineOptions.Explain"/>.</summary>
    public IReadOnlyDictionary<string, PartialMatchEnds> PartialMatchEnds { get; init; } = new Dictionary<string, PartialMatchEnds>();

    /// <summary>How many shards ran the rules in the end, 0 when none did; nothing else here depends on it.</summary>
    public required int Shards { get; init; }

    /// <summary>The run came to <see cref="EngineOptions.StopAt"/>: windows that were open are not in the output.</summary>
    public bool Stopped { get; init; }

    /// <summary>The run was stopped before its input ended: windows that were open are not in the output.</summary>
    public required bool Interrupted { get; init; }
}
