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

    /// <summary>The last time of which is told what it ended.</summary>
    public long ToldTime { get; set; } = long.MinValue;

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
    /// <summary>When it ends for want of an event.</summary>
    public long Deadline(long startTime, PatternPlan plan)
    {
        var deadline = plan.EndOf(startTime);
        return Node is TakeNode { Part.WaitNanos: > 0 } take && Tail is not null
            ? Math.Min(deadline, TimerOrder.After(Tail.Event.Time, take.Part.WaitNanos))
            : deadline;
    }
}
