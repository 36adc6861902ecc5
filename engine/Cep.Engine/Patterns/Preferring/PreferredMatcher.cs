namespace Cep;

/// <summary>
/// Finds for each event the preferred one of the matches that begin there, as SQL's MATCH_RECOGNIZE does. Searches go one
/// after another, as the skip strategy says; events are kept until no search needs them any more.
/// </summary>
internal sealed partial class PreferredMatcher(
    PatternPlan plan, PreferredNode start, Deadlines deadlines, object match, MatchCursor cursor, MatchOutlet outlet) : Matcher
{
    private readonly WaySearch search = new(plan, match, cursor);
    private readonly NextSearch nextSearch = new(plan);
    private readonly WayEnds ends = new();
    private readonly TimerWheel<int> timers = new();
    private Attempt?[] attempts = [];

    public override long Earliest => timers.Earliest;

    public override void Take(int key, Candidate candidate)
    {
        var attempt = AttemptOf(key);
        candidate.Place = attempt.Offered++;
        attempt.Events.Add(candidate.Keep());
        if (Run(key, attempt, candidate.Time, isEnd: false) is { } fault) throw fault;
    }

    public override void PassTime(long time)
    {
        while (timers.TryFire(time, out var due, out var key))
        {
            if (attempts[key] is not { } attempt || attempt.TimerAt != due) continue;
            attempt.TimerAt = long.MaxValue;
            Expire(key, attempt, deadlines.MomentOf(key, due), due);
            if (Run(key, attempt, due, isEnd: false) is { } fault) outlet.Fault(key, due, fault);
        }
    }

    public override void Await(int key, long time)
    {
        if (key < attempts.Length && attempts[key] is { } attempt) SetTimer(key, attempt);
    }

    public override void Complete(long endTime)
    {
        for (var key = 0; key < attempts.Length; key++)
        {
            if (attempts[key] is not { } attempt) continue;
            if (Run(key, attempt, endTime, isEnd: true) is { } fault) outlet.Fault(key, endTime, fault);
            attempt.TimerAt = long.MaxValue;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The ways of the search that is under way; events after them that later searches will look at are none yet.</remarks>
    public override void Count(long now, PartialCount count)
    {
        for (var key = 0; key < attempts.Length; key++)
        {
            if (attempts[key] is not { } attempt) continue;
            foreach (var way in attempt.Ways)
            {
                if (way.Tail is { } tail) count.Add(key, plan.StageNames[tail.Stage], 1, tail.FirstEvent.Time);
            }
        }
    }

    /// <summary>Goes on with the searches as far as the events reach. One may begin where its time is up already; it ends at once.</summary>
    /// <returns>The first thing that went wrong; null when all went well.</returns>
    private Exception? Run(int key, Attempt attempt, long time, bool isEnd)
    {
        Exception? fault = null;
        while (attempt.Events.Count > 0)
        {
            try
            {
                if (!attempt.IsBegun) Begin(attempt);
                if (attempt.Ways.Count == 0) Resolve(key, attempt, time);
                else if (attempt.At < attempt.Events.Count) Step(key, attempt, time);
                else if (isEnd) End(key, attempt, time);
                else if (DueAt(key, attempt) <= time) Expire(key, attempt, deadlines.MomentOf(key, time), time);
                else break;
            }
            catch (Exception thrown)
            {
                fault ??= thrown;
            }
        }

        SetTimer(key, attempt);
        return fault;
    }

    private void Begin(Attempt attempt)
    {
        attempt.IsBegun = true;
        search.Begin(attempt, start, attempt.Events[0].Place);
    }

    private void Step(int key, Attempt attempt, long time)
    {
        var taken = attempt.Events[attempt.At];
        Expire(key, attempt, new KeyMoment(taken.Time, taken.Traded), time);
        if (attempt.Ways.Count == 0) return;
        var wanted = outlet.WantsEnds && taken.Place > attempt.ToldPlace ? ends : null;
        wanted?.Begin();
        try
        {
            search.Step(attempt, taken, wanted);
            attempt.At++;
            if (attempt.Ways.Count > plan.MaxPartialMatches) Limit(key, attempt, taken, time);
        }
        catch
        {
            // The event is left out as if it had not come; what was searched until then is searched again without it.
            attempt.Events.RemoveAt(attempt.Events.IndexOf(taken));
            attempt.Restart();
            throw;
        }

        if (wanted is not null) TellEnded(key, attempt, taken, time);
    }

    /// <summary>Lies apart, because what its lambda sees would be allocated for every event.</summary>
    private void TellEnded(int key, Attempt attempt, Taken taken, long time)
    {
        attempt.ToldPlace = taken.Place;
        ends.Tell(EndCause.Condition, taken, attempt.Match, end => outlet.Ended(key, time, end));
    }

    private void End(int key, Attempt attempt, long time)
    {
        ends.Begin();
        search.End(attempt, outlet.WantsEnds ? ends : null);
        if (outlet.WantsEnds) ends.Tell(EndCause.EndOfInput, null, attempt.Match, end => outlet.Ended(key, time, end));
    }

    private void Limit(int key, Attempt attempt, Taken taken, long time)
    {
        outlet.LimitStruck();
        if (plan.AtLimit == PartialMatchLimit.Fault) throw plan.TooMany(attempt.Ways.Count);
        var most = plan.MaxPartialMatches;
        var dropped = attempt.Ways[most..];
        attempt.Ways.RemoveRange(most, dropped.Count);
        if (outlet.WantsEnds && taken.Place > attempt.ToldPlace) new WayEnds().Tell(dropped, attempt.Ways, EndCause.Dropped, taken, end => outlet.Ended(key, time, end));
    }

    /// <summary>Ends the ways whose time is up by now. When none is left and nothing was found, the preferred one is told.</summary>
    /// <param name="key">The key.</param>
    /// <param name="attempt">The search.</param>
    /// <param name="now">The moment of the event that is looked at next, or of a deadline.</param>
    /// <param name="time">When it is told: events may be looked at again long after they came.</param>
    private void Expire(int key, Attempt attempt, KeyMoment now, long time)
    {
        if (!attempt.IsBegun || attempt.Ways.Count == 0) return;
        var (begin, preferred) = (attempt.Events[0], attempt.Ways[0]);
        if (outlet.WantsEnds) TellExpired(key, attempt, now, time);
        if (attempt.Ways.RemoveAll(way => way.IsUp(now, begin, deadlines)) == 0 || attempt.Ways.Count > 0) return;
        if (!attempt.HasMatch && preferred is { Node: TakeNode take, Tail: not null })
        {
            outlet.TimedOut(key, time, new PartialMatch(take.State, preferred.Tail));
        }
    }

    private void TellExpired(int key, Attempt attempt, KeyMoment now, long time)
    {
        var begin = attempt.Events[0];
        var expired = attempt.Ways.FindAll(way => way.IsUp(now, begin, deadlines) && !way.IsUp(attempt.Told, begin, deadlines));
        if (expired.Count > 0) ends.Tell(expired, attempt.Ways.FindAll(way => !way.IsUp(now, begin, deadlines)), EndCause.TimedOut, null, end => outlet.Ended(key, time, end));
        if (now.Time > attempt.Told.Time) attempt.Told = now;
    }

    /// <summary>Gives out what was found and begins the next search.</summary>
    private void Resolve(int key, Attempt attempt, long time)
    {
        var (hasMatch, found) = (attempt.HasMatch, attempt.Match);
        attempt.Restart();
        (attempt.ToldPlace, attempt.Told) = (-1, KeyMoment.Never);
        if (found is not null) outlet.Match(key, time, found);
        else if (hasMatch) outlet.EmptyMatch(key, time, attempt.Events[0]);
        nextSearch.Find(attempt.Events, hasMatch ? found : null);
    }

    private void SetTimer(int key, Attempt attempt)
    {
        var deadline = DueAt(key, attempt);
        if (deadline >= attempt.TimerAt) return;
        attempt.TimerAt = deadline;
        timers.Schedule(deadline, key);
    }

    /// <summary>When the first of the ways ends for want of an event, as far as is known now.</summary>
    private long DueAt(int key, Attempt attempt)
    {
        var deadline = long.MaxValue;
        if (attempt.Events.Count == 0) return deadline;
        foreach (var way in attempt.Ways) deadline = Math.Min(deadline, way.DueAt(key, attempt.Events[0], deadlines));
        return deadline;
    }

    private Attempt AttemptOf(int key)
    {
        if (key >= attempts.Length) Array.Resize(ref attempts, Math.Max(key + 1, attempts.Length * 2));
        return attempts[key] ??= new Attempt();
    }
}
