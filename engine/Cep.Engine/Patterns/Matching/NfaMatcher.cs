namespace Cep;

/// <summary>
/// Runs any pattern in which all matches count: each key has a list of partial matches, and an event takes each of them
/// along all its possible moves. What partial matches took is shared between them, see <see cref="Link"/>.
/// </summary>
internal sealed partial class NfaMatcher(Automaton automaton, Deadlines deadlines, object match, MatchCursor cursor, MatchOutlet outlet) : Matcher
{
    private readonly PatternPlan plan = automaton.Plan;
    private readonly Verdicts verdicts = new(automaton, match, cursor);
    private readonly AfterMatch after = new(automaton.Plan.Skip);
    private readonly TimerWheel<int> timers = new();
    private readonly List<Link> completed = [];
    private readonly List<PartialEnd> ended = [];
    private List<PartialMatch> next = [];
    private KeyMatches?[] keys = [];

    public override long Earliest => timers.Earliest;

    public override void Take(int key, Candidate candidate)
    {
        var matches = MatchesOf(key);
        candidate.Place = matches.Offered++;
        next.Clear();
        completed.Clear();
        ended.Clear();
        verdicts.Offer(candidate);
        foreach (var partial in matches.Partial) Advance(partial, candidate);
        Advance(new PartialMatch(automaton.Start, null), candidate);
        if (next.Count > plan.MaxPartialMatches) Limit(candidate);

        // Only now, when no condition can throw any more, does the state of the key change.
        (matches.Partial, next) = (next, matches.Partial);
        WaitAll(matches);
        foreach (var end in ended) outlet.Ended(key, candidate.Time, end);
        Settle(key, matches, candidate.Time);
    }

    public override void PassTime(long time)
    {
        while (timers.TryFire(time, out var due, out var key))
        {
            if (keys[key] is not { } matches || matches.TimerAt != due) continue;
            matches.TimerAt = long.MaxValue;
            Expire(key, matches, due);
            Settle(key, matches, due);
            if (matches.IsEmpty) keys[key] = null;
        }
    }

    public override void Await(int key, long time)
    {
        if (StateOf(key) is { } matches) Await(key, matches, time);
    }

    private void Advance(PartialMatch partial, Candidate candidate)
    {
        verdicts.Ask(partial.Tail);
        var (begun, complete) = (next.Count, completed.Count);
        var isStopped = false;
        var moves = partial.State.Moves;
        for (var i = 0; i < moves.Count; i++)
        {
            var move = moves[i];
            if (partial.Tail is null && move.Kind == MoveKind.Skip) continue;
            if (!verdicts.Hold(move.When)) continue;
            if (move.Kind == MoveKind.Stop) isStopped = true;
            else Follow(partial, move, candidate);
        }

        if (isStopped) next.RemoveRange(begun, next.Count - begun);
        if (!outlet.WantsEnds || partial.Tail is null || next.Count > begun || completed.Count > complete) return;
        ended.Add(new PartialEnd(partial.Tail, partial.State, isStopped ? EndCause.Forbidden : EndCause.Condition) { Event = candidate.Keep() });
    }

    private void Follow(PartialMatch partial, Move move, Candidate candidate)
    {
        var tail = move.Kind == MoveKind.Take ? new Link(partial.Tail, move.Stage, candidate.Keep(), move.IsExcluded) : partial.Tail!;
        if (move.Target is { } target && (target.Moves.Count > 0 || target.CompletesOnTime)) next.Add(new PartialMatch(target, tail));
        if (move.Pending is { } pending) next.Add(new PartialMatch(pending, tail));
        if (verdicts.HoldAny(move.Completes)) completed.Add(tail);
    }

    private void Limit(Candidate candidate)
    {
        outlet.LimitStruck();
        if (plan.AtLimit == PartialMatchLimit.Fault) throw plan.TooMany(next.Count);
        var dropped = next.Count - plan.MaxPartialMatches;
        if (outlet.WantsEnds) ended.AddRange(next.Take(dropped).Select(partial => new PartialEnd(partial.Tail!, partial.State, EndCause.Dropped) { Event = candidate.Keep() }));
        next.RemoveRange(0, dropped);
    }

    /// <summary>Ends the partial matches whose time is up: with a match where nothing was to follow, else as timed out.</summary>
    private void Expire(int key, KeyMatches matches, long due)
    {
        completed.Clear();
        next.Clear();
        foreach (var partial in matches.Partial)
        {
            if (partial.DueAt(key, deadlines) > due) next.Add(partial);
            else if (partial.State.CompletesOnTime) completed.Add(partial.Tail!);
            else TimeOut(key, due, partial);
        }

        (matches.Partial, next) = (next, matches.Partial);
        WaitAll(matches);
    }

    private void WaitAll(KeyMatches matches)
    {
        if (plan.Skip.GivesAll) completed.Sort();
        foreach (var link in completed) matches.Wait(link);
    }

    private void TimeOut(int key, long due, PartialMatch partial)
    {
        outlet.TimedOut(key, due, partial);
        if (outlet.WantsEnds) outlet.Ended(key, due, new PartialEnd(partial.Tail!, partial.State, EndCause.TimedOut));
    }

    private void Settle(int key, KeyMatches matches, long time)
    {
        if (matches.Waiting.Count > 0) GiveOut(key, matches, time);
        Await(key, matches, time);
    }

    /// <summary>Sets the timer of a key. One that is due earlier stays, and finds nothing.</summary>
    private void Await(int key, KeyMatches matches, long time)
    {
        matches.FindDeadline(key, deadlines);

        // A partial match may come by skipping to where its time is up already; it dies at once.
        var deadline = Math.Max(matches.Deadline, time);
        if (deadline >= matches.TimerAt) return;
        matches.TimerAt = deadline;
        timers.Schedule(deadline, key);
    }

    /// <summary>Lies apart, because what its lambdas see would be allocated for every event.</summary>
    private void GiveOut(int key, KeyMatches matches, long time) => after.Settle(
        matches, tail => outlet.Match(key, time, tail), outlet.WantsEnds ? end => outlet.Ended(key, time, end) : null);

    private KeyMatches MatchesOf(int key)
    {
        if (key >= keys.Length) Array.Resize(ref keys, Math.Max(key + 1, keys.Length * 2));
        return keys[key] ??= new KeyMatches();
    }
}
