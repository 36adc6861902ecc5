namespace Cep;

/// <summary>What is expected of the order of a feed's events, and what happens to those that come later than that.</summary>
public sealed record FeedTiming
{
    /// <summary>
    /// How far out of order events may arrive: one may be this much earlier than the latest before it. They are put in
    /// order again, at the price of holding back the last of them for as long. Zero for a feed that is in order.
    /// </summary>
    public TimeSpan DisorderBound { get; init; }

    /// <summary>
    /// For how long after the disorder bound an event may still come and change what was derived: what no longer holds is
    /// retracted and what holds instead is derived anew. Derived events are provisional until this time has passed. Zero
    /// for events that are final at once.
    /// </summary>
    public TimeSpan AllowedLateness { get; init; }

    /// <summary>What happens to an event that is more out of order than the bound allows.</summary>
    public LatenessPolicy Lateness { get; init; } = LatenessPolicy.Drop;

    /// <summary>
    /// The time of the clock after which a live feed that has nothing is idle: it then holds nobody back, and what comes
    /// from it later with a time that the others have passed is late. Null for a feed that is waited for, however long.
    /// A feed is idle only while its reader says that it has nothing now, so a file, however slow, is never.
    /// </summary>
    public TimeSpan? IdleAfter { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">The bound or the allowed lateness is negative, or the idle time not positive.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DisorderBound, TimeSpan.Zero, nameof(DisorderBound));
        ArgumentOutOfRangeException.ThrowIfLessThan(AllowedLateness, TimeSpan.Zero, nameof(AllowedLateness));
        if (IdleAfter is { } idle) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero, nameof(IdleAfter));
    }
}
