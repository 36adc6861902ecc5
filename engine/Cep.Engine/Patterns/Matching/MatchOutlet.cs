namespace Cep;

/// <summary>Where a matcher puts what it finds.</summary>
internal abstract class MatchOutlet
{
    /// <summary>A match is complete.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="time">When it is given out; never earlier than what was given out before.</param>
    /// <param name="tail">Its events, newest first; null for an empty match.</param>
    public abstract void Match(int key, long time, Link? tail);

    /// <summary>The time of a partial match is up.</summary>
    public abstract void TimedOut(int key, long time, PartialMatch partial);

    /// <summary>Partial matches that come to nothing are told, too. Set before the first event.</summary>
    public bool WantsEnds { get; set; }

    /// <summary>A partial match came to nothing; only when <see cref="WantsEnds"/>.</summary>
    public virtual void Ended(int key, long time, PartialEnd end)
    {
    }
}
