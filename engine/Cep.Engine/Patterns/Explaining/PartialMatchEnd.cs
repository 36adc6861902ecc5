namespace Cep;

/// <summary>How a partial match of an explained rule ended: as a match, or why not. Safe to keep, and to read from any thread.</summary>
/// <remarks>
/// A partial match is what took the same events and waits for the same; one that goes on in several ways ends several times,
/// and so does one that becomes a match and goes on. An event that begins nothing is no partial match.
/// </remarks>
public sealed record PartialMatchEnd
{
    /// <summary>Events of the match that are listed at most: the first, and the last ones.</summary>
    public const int EventsMax = 20;

    private readonly PatternPlan plan;
    private readonly Link tail;
    private readonly AutomatonState? state;
    private readonly Taken? by;
    private readonly Link? match;

    internal PartialMatchEnd(PatternPlan plan, Link tail)
    {
        this.plan = plan;
        this.tail = tail;
    }

    internal PartialMatchEnd(PatternPlan plan, PartialEnd end)
        : this(plan, end.Tail)
    {
        (state, by, match) = (end.State, end.Event, end.Match);
        Fate = FateOf(end.Cause);
    }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The key, as derived events have it.</summary>
    public required string Key { get; init; }

    /// <summary>When it ended, or when its turn came. Records are told in the order of this, then by rule and key.</summary>
    public required EventTime Time { get; init; }

    /// <summary>Which of the patterns of the rule, counted from 0.</summary>
    public required int Pattern { get; init; }

    /// <summary>What became of it.</summary>
    public PartialMatchFate Fate { get; }

    /// <summary>The time of its first event.</summary>
    public EventTime Since => new(tail.FirstEvent.Time);

    /// <summary>The stage that took the last event.</summary>
    public string Reached => plan.StageNames[tail.Stage];

    /// <summary>The stages of which one would have taken the next event; empty when it was complete.</summary>
    public IReadOnlyList<string> Awaited => state is null ? [] : state.Awaited(plan);

    /// <summary>How many events it took.</summary>
    public int Taken => tail.Length;

    /// <summary>What it took, oldest first, those of excluded parts among them; of more than <see cref="EventsMax"/> the first and the last ones.</summary>
    public IReadOnlyList<TakenEvent> Events
    {
        get
        {
            var events = new List<TakenEvent>();
            for (Link? link = tail; link is not null && events.Count < EventsMax; link = link.Before) events.Add(EventOf(link.Event, plan.StageNames[link.Stage]));
            if (tail.Length > EventsMax)
            {
                var first = tail;
                while (first.Before is { } before) first = before;
                events[^1] = EventOf(first.Event, plan.StageNames[first.Stage]);
            }

            events.Reverse();
            return events;
        }
    }

    /// <summary>The event that ended it; null when it was none.</summary>
    public TakenEvent? EndedBy => by is null ? null : EventOf(by, "");

    /// <summary>The events of the match that ended it; null when it was none.</summary>
    public Causes? EndedByMatch => match is null ? null : Link.CausesOf(match);

    /// <summary>Told after all others of its time, because the input has ended.</summary>
    internal bool IsAfterEnd { get; init; }

    private static TakenEvent EventOf(Taken taken, string stage) => new(stage, taken.Causes.Last, new EventTime(taken.Time), taken.Box());

    private static PartialMatchFate FateOf(EndCause cause) => cause switch
    {
        EndCause.Condition => PartialMatchFate.ConditionFailed,
        EndCause.Forbidden => PartialMatchFate.Forbidden,
        EndCause.TimedOut => PartialMatchFate.TimedOut,
        EndCause.Skipped => PartialMatchFate.Skipped,
        EndCause.Consumed => PartialMatchFate.Consumed,
        EndCause.Dropped => PartialMatchFate.Dropped,
        EndCause.Outdone => PartialMatchFate.Outdone,
        EndCause.Forgotten => PartialMatchFate.Forgotten,
        _ => PartialMatchFate.EndOfInput,
    };
}
