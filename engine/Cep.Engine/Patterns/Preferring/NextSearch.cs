namespace Cep;

/// <summary>Where the next search begins after a match was found, or was not: drops the events before that.</summary>
internal sealed class NextSearch(PatternPlan plan)
{
    /// <param name="events">The events from the beginning of the search that ended.</param>
    /// <param name="match">The match; null when there is none or it is empty.</param>
    /// <exception cref="InvalidOperationException">The skip strategy names no place to go on from; the search goes on with the next event.</exception>
    public void Find(List<Taken> events, Link? match)
    {
        var skipped = 1;
        try
        {
            if (match is not null) skipped = Skipped(events, match);
        }
        finally
        {
            events.RemoveRange(0, skipped);
            if (match is not null && plan.Skip.Use == EventUse.Consumed) events.RemoveAll(taken => Holds(match, taken));
        }
    }

    private int Skipped(List<Taken> events, Link match) => plan.Skip.Kind switch
    {
        SkipKind.PastLast => events.IndexOf(match.Event) + 1,
        SkipKind.ToFirst => Before(events, TakenBy(match).LastOrDefault()),
        SkipKind.ToLast => Before(events, TakenBy(match).FirstOrDefault()),
        _ => 1,
    };

    private int Before(List<Taken> events, Taken? taken)
    {
        if (taken is null) throw CannotSkip("the match has no event of it.");
        var index = events.IndexOf(taken);
        return index > 0 ? index : throw CannotSkip("it is the first event of the match, which would be found again.");
    }

    private InvalidOperationException CannotSkip(string why) =>
        new($"The match can't be skipped to '{string.Join(" or ", plan.Skip.Stages.Select(stage => plan.StageNames[stage]))}': {why}");

    /// <summary>The events of the stages that the skip strategy names, newest first.</summary>
    private IEnumerable<Taken> TakenBy(Link? link)
    {
        for (; link is not null; link = link.Before)
        {
            if (plan.Skip.Stages.Contains(link.Stage)) yield return link.Event;
        }
    }

    private static bool Holds(Link? link, Taken taken)
    {
        while (link is not null && (link.IsExcluded || link.Event != taken)) link = link.Before;
        return link is not null;
    }
}
