using Cep.Simulation.Patterns;

namespace Cep.Patterns.Agreement;

/// <summary>Runs the matcher that the engine would choose over the events of one key, when timed-out matches are wanted or when not.</summary>
internal sealed class MatcherRun<T, TMatch> : MatchOutlet
    where TMatch : class, new()
{
    public MatcherRun(Pattern<TMatch> pattern, IReadOnlyList<(long Time, T Value)> events, bool givesTimedOut)
    {
        var cursor = new MatchCursor();
        var matcher = Matchers.Build(pattern.Plan, new Deadlines(pattern.Plan), pattern.Shape.Bind(cursor), cursor, this, givesTimedOut);
        var candidate = new Candidate<T>();
        var sequence = 0;
        foreach (var (time, value) in events)
        {
            if (time >= matcher.Earliest) matcher.PassTime(time);
            candidate.Offer(time, Causes.Of(sequence++), value);
            matcher.Take(0, candidate);
        }

        matcher.PassTime(long.MaxValue);
    }

    public List<FoundAt> Matches { get; } = [];

    public List<FoundAt> TimedOutMatches { get; } = [];

    public override void Match(int key, long time, Link tail) => Matches.Add(new FoundAt(time, EventsOf(tail)));

    /// <summary>Limits are large enough for all that is run here.</summary>
    public override void LimitStruck() => throw new InvalidOperationException("The limit of partial matches struck.");

    public override void TimedOut(int key, long time, PartialMatch partial) => TimedOutMatches.Add(new FoundAt(time, EventsOf(partial.Tail)));

    public override void EmptyMatch(int key, long time, Taken at) => Matches.Add(new FoundAt(time, []));

    public override void Fault(int key, long time, Exception fault) => throw fault;

    private static List<TakenAt> EventsOf(Link? tail)
    {
        var events = new List<TakenAt>();
        for (var link = tail; link is not null; link = link.Before) events.Insert(0, new TakenAt((int)link.Event.Causes.Last, link.Stage, link.IsExcluded));
        return events;
    }
}
