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

    /// <summary>A status has moved the deadlines of a key. Those up to its time have passed before.</summary>
    /// <param name="key">The key.</param>
    /// <param name="time">The status' time.</param>
    public virtual void Await(int key, long time)
    {
    }

    /// <summary>Counts the partial matches that are alive, over all keys.</summary>
    /// <param name="now">The time reached; what dies at it is dead.</param>
    /// <param name="count">Takes them.</param>
    public abstract void Count(long now, PartialCount count);

    /// <summary>Tells the partial matches of a key that are left, and the matches that wait for their turn, as ended by a cause.</summary>
    /// <remarks>Only where <see cref="MatchOutlet.WantsEnds"/>. They stay as they are.</remarks>
    public virtual void TellRest(int key, EndCause cause, Action<PartialEnd> tell)
    {
    }

    /// <summary>The input has ended; deadlines pass afterwards.</summary>
    /// <param name="endTime">The time of the last event of the log.</param>
    public virtual void Complete(long endTime)
    {
    }

    /// <summary>Whether what it keeps holds events, and not only what follows from them.</summary>
    public virtual bool KeepsEvents => true;

    /// <summary>Says how what it keeps is laid out, so that it is not loaded into a matcher of another pattern.</summary>
    public abstract string Layout { get; }

    /// <inheritdoc cref="IKeyedState.Save"/>
    public abstract void Save(int key, LinkWriter writer);

    /// <inheritdoc cref="IKeyedState.Load"/>
    public abstract void Load(int key, LinkReader reader);

    /// <inheritdoc cref="IKeyedState.Forget"/>
    public abstract void Forget(int key);

    /// <summary>The size of what is kept for a key, where that is known without saving it.</summary>
    public virtual long? SizeOf(int key) => null;

    /// <summary>What is kept for a key; null when nothing is.</summary>
    public abstract Kept? KeptOf(int key);
}
