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

    /// <exception cref="ArgumentOutOfRangeException">The bound or the allowed lateness is negative.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DisorderBound, TimeSpan.Zero, nameof(DisorderBound));
        ArgumentOutOfRangeException.ThrowIfLessThan(AllowedLateness, TimeSpan.Zero, nameof(AllowedLateness));
    }
}
