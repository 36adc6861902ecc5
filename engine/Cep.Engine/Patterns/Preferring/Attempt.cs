namespace Cep;

/// <summary>The search for the match that begins at one event of a key, and the events from there on.</summary>
internal sealed class Attempt
{
    /// <summary>The events that this search or a later one still needs; the first is where the search begins.</summary>
    public List<Taken> Events { get; } = [];

    /// <summary>The next of the events that the search has not seen.</summary>
    public int At { get; set; }

    public bool IsBegun { get; set; }

    /// <summary>The ways that are still open, the preferred one first. All are preferred to the match that was found.</summary>
    public List<Way> Ways { get; set; } = [];

    public bool HasMatch { get; set; }

    /// <summary>The newest event of the match that was found; null when it is empty.</summary>
    public Link? Match { get; set; }

    /// <summary>How many events of the key were offered.</summary>
    public long Offered { get; set; }

    /// <summary>The place of the last event of which is told what it ended; searching again up to there tells nothing.</summary>
    public long ToldPlace { get; set; } = -1;

    /// <summary>The last moment of which is told what it ended.</summary>
    public KeyMoment Told { get; set; } = KeyMoment.Never;

    /// <summary>For when the timer of the key is set.</summary>
    public long TimerAt { get; set; } = long.MaxValue;

    /// <summary>Begins a search anew at the first of the events.</summary>
    public void Restart()
    {
        (At, IsBegun, HasMatch, Match) = (0, false, false, null);
        Ways.Clear();
    }
}

/// <summary>A way on: what is waited for and what was taken until then.</summary>
internal readonly record struct Way(PreferredNode Node, Link? Tail)
{
    private TimeLimit Wait => Node is TakeNode take && Tail is not null ? take.Part.Wait : TimeLimit.None;

    /// <summary>When it ends for want of an event, as far as is known now.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">The event at which the search began.</param>
    /// <param name="deadlines">The pattern's.</param>
    public long DueAt(int key, Taken first, Deadlines deadlines) => deadlines.DueAt(key, first, Tail?.Event ?? first, Wait);

    /// <summary>Whether it has ended for want of an event by a moment.</summary>
    /// <param name="moment">When.</param>
    /// <param name="first">The event at which the search began.</param>
    /// <param name="deadlines">The pattern's.</param>
    public bool IsUp(KeyMoment moment, Taken first, Deadlines deadlines) => deadlines.AreUp(moment, first, Tail?.Event ?? first, Wait);
}
