namespace Cep;

/// <summary>Where a matcher puts what it finds.</summary>
internal abstract class MatchOutlet
{
    /// <summary>A match is complete.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="time">When it is given out; never earlier than what was given out before.</param>
    /// <param name="tail">Its events, newest first.</param>
    public abstract void Match(int key, long time, Link tail);

    /// <summary>Whether further matches that complete together with the last one are of use.</summary>
    public virtual bool WantsMore => true;

    /// <summary>Of the matches that complete together only the last one in their order is of use.</summary>
    public virtual bool WantsLastOnly => false;

    /// <summary>A match without events was found.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="time">When it is given out; never earlier than what was given out before.</param>
    /// <param name="at">The event at which it was searched for, which is its cause.</param>
    public abstract void EmptyMatch(int key, long time, Taken at);

    /// <summary>A condition threw, or the skip strategy names nothing in a match, while no event was being offered.</summary>
    public abstract void Fault(int key, long time, Exception fault);

    /// <summary>An event met the limit of partial matches of its key.</summary>
    public abstract void LimitStruck();

    /// <summary>The time of a partial match is up.</summary>
    public abstract void TimedOut(int key, long time, PartialMatch partial);

    /// <summary>Somebody wants the partial matches whose time is up. Set before the first event.</summary>
    public bool WantsTimedOut { get; protected init; }

    /// <summary>Partial matches that come to nothing are told, too. Set before the first event.</summary>
    public bool WantsEnds { get; set; }

    /// <summary>A partial match came to nothing; only when <see cref="WantsEnds"/>.</summary>
    public virtual void Ended(int key, long time, PartialEnd end)
    {
    }
}
