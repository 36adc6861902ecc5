namespace Cep.Live;

/// <summary>Which dead letters are meant; what is not said does not matter.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>Beginnings of ids; empty for any.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Why they are dead letters.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>The rule that failed.</summary>
    public string? Rule { get; init; }

    /// <summary>A part of the source's name.</summary>
    public string? Source { get; init; }

    /// <summary>The earliest event time.</summary>
    public EventTime From { get; init; } = EventTime.MinValue;

    /// <summary>The event time before which they are.</summary>
    public EventTime To { get; init; } = EventTime.MaxValue;

    /// <summary>What became of them.</summary>
    public DeadLetterState? State { get; init; }

    /// <summary>Nothing is said but perhaps the state.</summary>
    public bool IsAny => this with { State = null } == new DeadLetterFilter { Ids = Ids } && Ids.Count == 0;

    /// <summary>Whether a dead letter is meant.</summary>
    public bool Matches(StoredDeadLetter stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var letter = stored.Letter;
        return (Ids.Count == 0 || Ids.Any(id => stored.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
            && (Reason is null || letter.Reason == Reason)
            && (Rule is null || stored.Rule == Rule)
            && (Source is null || letter.Source.Contains(Source, StringComparison.Ordinal))
            && (From == EventTime.MinValue || letter.Time >= From)
            && (To == EventTime.MaxValue || letter.Time < To)
            && (State is null || stored.State == State);
    }
}
