namespace Cep.Live;

/// <summary>What order is expected of each feed; the same words as the options of <c>cep replay</c>.</summary>
public sealed record TimingSettings
{
    /// <summary>How far out of order events of one feed may come; null when nothing is said.</summary>
    [Setting("How far out of order events of one feed may come.")]
    public TimeSpan? DisorderBound { get; init; }

    /// <summary>For how long after that an event still changes what was derived; null when nothing is said.</summary>
    [Setting("For how long after that an event may still come and change what was derived.")]
    public TimeSpan? AllowedLateness { get; init; }

    /// <summary>What becomes of events that are later than that; null when nothing is said.</summary>
    [Setting("What becomes of an event that is later than that.")]
    public LateChoice? Late { get; init; }

    /// <summary>How long a feed that has nothing is waited for; null for ever.</summary>
    [Setting("How long a feed that has nothing is waited for before the others go on without it; for ever when absent.", Min = 0.001)]
    public TimeSpan? IdleAfter { get; init; }

    /// <summary>The same for the engine.</summary>
    public FeedTiming ToFeedTiming() => new()
    {
        DisorderBound = DisorderBound ?? TimeSpan.Zero,
        AllowedLateness = AllowedLateness ?? TimeSpan.Zero,
        Lateness = Late?.Policy ?? LatenessPolicy.Drop,
        IdleAfter = IdleAfter,
    };
}
