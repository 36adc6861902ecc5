namespace Cep.Simulation;

/// <summary>All that a run depends on, and all that it may not depend on.</summary>
internal sealed record SimulatedCase
{
    public required ulong Seed { get; init; }

    public required IReadOnlyList<RuleCase> Rules { get; init; }

    public required IReadOnlyList<FeedCase> Feeds { get; init; }

    public required RunCase Run { get; init; }

    /// <summary>Whether a feed has nothing at times, so that the clock has a say in where heartbeats are.</summary>
    public bool IsLive => Feeds.Any(feed => feed.Rows.Any(row => row.Silence is not null));

    /// <summary>
    /// The names of the rules of which all that they keep can be saved, so that they can answer late events at once. How a
    /// pattern is run decides that, which is nothing to be worked out anew, so the engine is asked.
    /// </summary>
    public IReadOnlySet<string> SavedRules =>
        new ShardPlan(new RuleGraph([.. Rules.Select(SimulatedRules.Make)]).InOrder, 0, 1).Rules.Where(plan => plan.CanSave).Select(plan => plan.Rule.Name).ToHashSet();

    /// <summary>The longest that any feed is allowed to be late.</summary>
    public long AllowedLatenessNanos => Feeds.Max(feed => feed.Timing.AllowedLateness.Ticks) * 100;
}

/// <summary>How a case is run. All but the range of time must not show in the output.</summary>
internal sealed record RunCase
{
    public int Shards { get; init; } = 1;

    public int BatchSize { get; init; } = 1024;

    public int QueueLength { get; init; } = 32;

    public bool ReadAhead { get; init; }

    public TimeSpan RoundSpan { get; init; }

    public EventTime From { get; init; } = EventTime.MinValue;

    public EventTime To { get; init; } = EventTime.MaxValue;

    /// <summary>After how many rounds a first run is stopped, before the whole run; 0 for not at all.</summary>
    public int StopAfter { get; init; }

    /// <summary>Where a run stops with a snapshot from which another goes on; the end of time for nowhere.</summary>
    public EventTime ResumeAt { get; init; } = EventTime.MaxValue;

    public override string ToString() =>
        $"shards {Shards}, batches of {BatchSize}, queues of {QueueLength}, read ahead {ReadAhead}, round span {Duration.Format(RoundSpan)}"
        + (From > EventTime.MinValue ? $", from {From}" : "") + (To < EventTime.MaxValue ? $", to {To}" : "")
        + (StopAfter > 0 ? $", stopped after round {StopAfter} and run again" : "")
        + (ResumeAt < EventTime.MaxValue ? $", resumed from a snapshot at {ResumeAt}" : "");
}
