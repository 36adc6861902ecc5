namespace Cep;

/// <summary>
/// What follows when a query throws. The fault always becomes a dead letter and never reaches the feed, another key or
/// another rule.
/// </summary>
/// <remarks>
/// Both policies give the same answer for any batch size and number of shards: a fault is placed in the log by the event
/// it happened at, not by when the engine noticed it.
/// </remarks>
public readonly record struct FaultPolicy
{
    private FaultPolicy(int limit) => Limit = limit;

    /// <summary>
    /// The event is left out of the answer at the operator that threw, and the key goes on with the state it had. A query
    /// of foreign Rx operators can't go on after an error: that key starts anew with its next event.
    /// </summary>
    public static FaultPolicy SkipEvent => default;

    /// <summary>Faults of one key after which the rule says nothing more for that key; 0 for no limit.</summary>
    public int Limit { get; }

    /// <summary>As <see cref="SkipEvent"/>, and after this many faults of one key the rule says nothing more for that key.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="faults"/> is less than 1.</exception>
    public static FaultPolicy QuarantineAfter(int faults)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(faults, 1);
        return new FaultPolicy(faults);
    }
}
