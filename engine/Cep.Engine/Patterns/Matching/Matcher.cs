namespace Cep;

/// <summary>Runs a pattern for all keys of a shard. Events and times come in the order of time, over all keys.</summary>
internal abstract class Matcher
{
    /// <summary>Offers an event to its key. Deadlines up to its time have passed before.</summary>
    /// <remarks>When a condition throws, so does this; the event is then left out and nothing else has changed.</remarks>
    public abstract void Take(int key, Candidate candidate);

    /// <summary>The first deadline of any key; nothing happens by time alone before it.</summary>
    public abstract long Earliest { get; }

    /// <summary>Lets all deadlines up to a time pass, that time included, in their order.</summary>
    public abstract void PassTime(long time);

    /// <summary>Counts the partial matches that are alive, over all keys.</summary>
    /// <param name="now">The time reached; what dies at it is dead.</param>
    /// <param name="count">Takes them.</param>
    public abstract void Count(long now, PartialCount count);

    /// <summary>The input has ended; deadlines pass afterwards.</summary>
    /// <param name="endTime">The time of the last event of the log.</param>
    public virtual void Complete(long endTime)
    {
    }
}
