namespace Cep;

/// <summary>Where events come from: turns bytes into events and decides nothing.</summary>
public interface IFeed
{
    /// <summary>Names the feed in messages and dead letters, and breaks ties: feeds with equal times are merged in the ordinal order of their names.</summary>
    string Name { get; }

    /// <summary>A time before which the feed has no event; <see cref="EventTime.MinValue"/> when unknown. The engine opens a feed only when the run has come that far.</summary>
    EventTime Earliest { get; }

    /// <summary>Length of the source in bytes, 0 when unknown. For progress only.</summary>
    long Length { get; }

    /// <summary>Opens the feed. Called at most once per run, on any thread.</summary>
    /// <exception cref="FeedException">The source is missing, unreadable or not of the feed's format.</exception>
    IFeedReader Open();
}
