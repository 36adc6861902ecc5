namespace Cep.Simulation.Patterns;

/// <summary>A point between two events of a match: what may come next.</summary>
internal sealed record Place(IReadOnlyList<Way> Ways)
{
    public static readonly Place End = new([]);

    /// <summary>How long after the last event it may take until the next one is there; 0 for no limit.</summary>
    public long WaitNanos { get; init; }

    /// <summary>The match is complete here.</summary>
    public bool IsEnd => ReferenceEquals(this, End);
}

/// <summary>One way to go on.</summary>
internal abstract record Way;

/// <summary>The match may end here, though more may come.</summary>
internal sealed record MayEnd : Way;

/// <summary>The match is complete when its time is up without an event that satisfies the condition.</summary>
internal sealed record EndOnTime(Condition Unless, long WaitNanos) : Way
{
    public Place Alone => new([this]) { WaitNanos = WaitNanos };
}

/// <summary>The next event must not satisfy the condition, and is then asked about at the place after it.</summary>
internal sealed record Gate(Condition Unless, Place After) : Way;

/// <summary>A stage takes an event.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Contiguity">Which events may be skipped before it.</param>
/// <param name="Then">What may come after it.</param>
internal sealed record Step(StagePart Stage, Contiguity Contiguity, Func<Place> Then) : Way
{
    /// <summary>Events that are neither taken nor skipped.</summary>
    public IReadOnlyList<Condition> Untouched { get; init; } = [];

    /// <summary>Events that are not taken.</summary>
    public IReadOnlyList<Condition> NotTaken { get; init; } = [];

    /// <summary>Events that end the partial match while this step is waited for.</summary>
    public IReadOnlyList<Condition> Forbidden { get; init; } = [];

    /// <summary>There are other ways at its place: one that has skipped an event for this step can't go those any more.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>How long after the last event it is waited for, once an event was skipped for it alone; 0 for no limit.</summary>
    public long WaitNanos { get; init; }

    /// <summary>The way is there only when the first event after the place satisfies a condition, or does not; null for always.</summary>
    public (Condition Condition, bool Holds)? At { get; init; }

    public bool IsExcluded { get; init; }
}
