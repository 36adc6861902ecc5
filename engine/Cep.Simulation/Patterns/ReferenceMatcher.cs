namespace Cep.Simulation.Patterns;

/// <summary>An event that a match took: its place in the input and the stage.</summary>
internal readonly record struct TakenAt(int Event, int Stage, bool IsExcluded);

/// <summary>What the reference found.</summary>
/// <param name="Time">When it is given out.</param>
/// <param name="Events">What it took, in order.</param>
internal readonly record struct FoundAt(long Time, IReadOnlyList<TakenAt> Events)
{
    /// <summary>The event with which it was given out; null when that was at the end of a time.</summary>
    public int? With { get; init; }
}

/// <summary>
/// The meaning of patterns in which all matches count, for the events of one key. It asks at each event and for each partial
/// match what may come next, keeps every partial match whole, and looks at all of them for everything. It shares no code
/// with what runs in the engine but the pattern as it was written and the conditions.
/// </summary>
internal sealed class ReferenceMatcher(PatternPlan plan, object match, MatchCursor cursor)
{
    private readonly Place begin = Walk.Begin(plan);
    private readonly List<Partial> waiting = [];
    private IReadOnlyList<Candidate> events = [];
    private List<Partial> partials = [];
    private long now;
    private int? offered;

    /// <summary>Beyond it the reference is too slow to be of use.</summary>
    public int MaxPartialMatches { get; init; } = 2_000;

    public List<FoundAt> Matches { get; } = [];

    public List<FoundAt> TimedOut { get; } = [];

    /// <param name="candidates">The events; each of its own object.</param>
    /// <param name="hasEnd">Time passes without end after the last event.</param>
    public void Run(IReadOnlyList<Candidate> candidates, bool hasEnd)
    {
        events = candidates;
        for (var i = 0; i < candidates.Count; i++)
        {
            PassTime(candidates[i].Time);
            now = candidates[i].Time;
            Take(i);
        }

        if (hasEnd) PassTime(long.MaxValue);
    }

    private void Take(int i)
    {
        offered = i;
        if (partials.Count > MaxPartialMatches) throw new TooManyPartialMatchesException();
        var next = new List<Partial>();
        var complete = new List<Partial>();
        foreach (var partial in partials.Append(new Partial([], begin)))
        {
            var asked = new Asked(this, partial, i);
            asked.AskAll(partial.Place);
            complete.AddRange(asked.Complete);
            if (!asked.IsStopped) next.AddRange(asked.Next);
        }

        partials = next;
        GiveOut(complete, events[i].Time);
    }

    private void PassTime(long time)
    {
        offered = null;
        while (partials.Count > 0 && Math.Max(partials.Min(DeadlineOf), now) is var due && due <= time && due < long.MaxValue)
        {
            var over = partials.Where(partial => DeadlineOf(partial) <= due).ToList();
            partials.RemoveAll(over.Contains);
            var complete = over.Where(partial => partial.Place.Ways is [EndOnTime]).ToList();
            TimedOut.AddRange(over.Except(complete).Select(partial => new FoundAt(due, partial.Taken)));
            GiveOut(complete, due);
        }
    }

    private long DeadlineOf(Partial partial)
    {
        var (first, last) = (events[partial.Taken[0].Event].Time, events[partial.Taken[^1].Event].Time);
        var whole = plan.WithinNanos > 0 ? first + plan.WithinNanos : long.MaxValue;
        return partial.Place.WaitNanos > 0 ? Math.Min(whole, last + partial.Place.WaitNanos) : whole;
    }

    private void GiveOut(List<Partial> complete, long time)
    {
        waiting.AddRange(plan.Skip.GivesAll ? complete.OrderBy(TextOf, StringComparer.Ordinal) : complete);
        while (waiting.Count > 0)
        {
            var first = waiting.MinBy(partial => partial.Start)!;
            if (plan.Skip.Kind != SkipKind.NoSkip && partials.Exists(partial => partial.Start < first.Start)) break;
            waiting.Remove(first);
            Matches.Add(new FoundAt(time, first.Taken) { With = offered });
            partials.RemoveAll(other => IsSkipped(other, first));
            waiting.RemoveAll(other => IsSkipped(other, first));
            if (plan.Skip.Use == EventUse.AllConsumed && waiting.Count == 0) partials.Clear();
        }
    }

    /// <summary>Sorts as the events do, the first one first.</summary>
    private static string TextOf(Partial partial) =>
        string.Concat(partial.Taken.Select(taken => $"{taken.Event:D4} {taken.Stage:D2} {(taken.IsExcluded ? 1 : 0)} "));

    private bool IsSkipped(Partial other, Partial given)
    {
        var ofStage = given.Taken.Where(taken => plan.Skip.Stages.Contains(taken.Stage)).Select(taken => taken.Event).ToList();
        var isSkipped = plan.Skip.Kind switch
        {
            SkipKind.ToNext => other.Start <= given.Start,
            SkipKind.PastLast => other.Start <= given.Taken[^1].Event,
            SkipKind.ToFirst => ofStage.Count > 0 && other.Start < ofStage[0],
            SkipKind.ToLast => ofStage.Count > 0 && other.Start < ofStage[^1],
            _ => false,
        };
        var used = given.Taken.Where(taken => !taken.IsExcluded).Select(taken => taken.Event);
        return isSkipped || (plan.Skip.Use == EventUse.Consumed && other.Taken.Any(taken => used.Contains(taken.Event)));
    }

    /// <summary>Shows a condition what was taken before.</summary>
    private bool Holds(Condition condition, Candidate candidate, IReadOnlyList<TakenAt> before)
    {
        cursor.Tail = null;
        foreach (var taken in before) cursor.Tail = new Link(cursor.Tail, taken.Stage, events[taken.Event].Keep(), taken.IsExcluded);
        return condition.Holds(candidate, match);
    }

    private sealed record Partial(IReadOnlyList<TakenAt> Taken, Place Place)
    {
        public int Start => Taken[0].Event;

        public bool Equals(Partial? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Taken.Count;
    }

    /// <summary>One event offered to one partial match.</summary>
    private sealed class Asked(ReferenceMatcher matcher, Partial partial, int at)
    {
        public List<Partial> Next { get; } = [];

        public List<Partial> Complete { get; } = [];

        public bool IsStopped { get; private set; }

        public void AskAll(Place place)
        {
            foreach (var way in place.Ways)
            {
                if (way is Step step) Ask(step);
                else if (way is Gate gate) Ask(gate);
                else if (way is EndOnTime end && !Holds(end.Unless)) Next.Add(partial);
            }
        }

        private void Ask(Step step)
        {
            if (step.At is { } first && Holds(first.Condition) != first.Holds) return;
            if (step.Forbidden.Any(Holds)) IsStopped = true;
            if (step.Untouched.Any(Holds)) return;
            var holds = Holds(step.Stage.Condition);
            if (holds && !step.NotTaken.Any(Holds)) Take(step);
            var mayBeSkipped = step.Contiguity == Contiguity.FollowedByAny || (step.Contiguity == Contiguity.FollowedBy && !holds);
            if (mayBeSkipped && partial.Taken.Count > 0) Next.Add(partial with { Place = Waiting(step) });
        }

        /// <summary>Of several ways one was chosen; it is waited for without limit from here on.</summary>
        private static Place Waiting(Step step) => step.IsOneOfSeveral
            ? new Place([step with { IsOneOfSeveral = false, WaitNanos = 0, At = null }])
            : new Place([step with { At = null }]) { WaitNanos = step.WaitNanos };

        private void Take(Step step)
        {
            var then = step.Then();
            var taken = new Partial([.. partial.Taken, new TakenAt(at, step.Stage.Stage, step.IsExcluded)], then);
            if (then.Ways.Any(way => way is Step or Gate)) Next.Add(taken with { Place = then with { Ways = [.. then.Ways.Where(way => way is Step or Gate)] } });
            Next.AddRange(then.Ways.OfType<EndOnTime>().Select(end => taken with { Place = end.Alone }));
            if (then.IsEnd || then.Ways.Any(way => way is MayEnd)) Complete.Add(taken);
        }

        private void Ask(Gate gate)
        {
            if (Holds(gate.Unless)) IsStopped = true;
            else if (gate.After.IsEnd) Complete.Add(partial);
            else AskAll(gate.After);
        }

        private bool Holds(Condition condition) => matcher.Holds(condition, matcher.events[at], partial.Taken);
    }
}

/// <summary>The reference gives up on a pattern and stream.</summary>
internal sealed class TooManyPartialMatchesException : Exception;
