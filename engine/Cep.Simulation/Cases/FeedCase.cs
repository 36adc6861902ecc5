namespace Cep.Simulation;

/// <summary>A drawn feed: its rows in the order in which they arrive.</summary>
internal sealed record FeedCase(string Name, IReadOnlyList<SimulatedRow> Rows)
{
    /// <summary>Whether the feed tells when it begins, so that the engine may open it late.</summary>
    public bool TellsEarliest { get; init; }

    public FeedTiming Timing { get; init; } = new();

    public EventTime Earliest => TellsEarliest && Rows.Any(row => row.IsEntry)
        ? Rows.Where(row => row.IsEntry).Min(row => row.Heartbeat ?? row.Event!.Time)
        : EventTime.MinValue;
}

/// <summary>A row of a feed: an event, a heartbeat, a silence of a live feed, or one that can't be read.</summary>
/// <param name="Position">Where it stood before anything was taken out; it says which row is meant.</param>
/// <param name="Event">The event.</param>
internal sealed record SimulatedRow(int Position, IEvent? Event)
{
    /// <summary>The feed has no event before this time any more; null for any other row.</summary>
    public EventTime? Heartbeat { get; init; }

    /// <summary>How long the feed has nothing by the clock before it goes on; null for any other row.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>It is an event or moves time on.</summary>
    public bool IsEntry => Event is not null || Heartbeat is not null;

    public override string ToString() => Event switch
    {
        Trade trade => $"{Position}: {trade.Time} {trade.Symbol.Name} trade {trade.Price} {trade.Size}",
        Quote quote => $"{Position}: {quote.Time} {quote.Symbol.Name} quote {quote.BidPrice} {quote.AskPrice}",
        MarketStatus status => $"{Position}: {status.Time} {status.Symbol.Name} status {status.State}{(status.Exchange == '\0' ? "" : $" at {status.Exchange}")}",
        _ => Silence is { } silence ? $"{Position}: nothing for {Duration.Format(silence)} of the clock" : Heartbeat is { } time ? $"{Position}: {time} heartbeat" : $"{Position}: can't be read",
    };
}
