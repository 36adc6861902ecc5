namespace Cep;

/// <summary>What a match leaves of the partial and waiting matches of its key.</summary>
internal sealed class AfterMatch(SkipStrategy skip)
{
    /// <summary>Gives out the matches whose turn it is: those before which no partial match is alive that began earlier.</summary>
    /// <param name="matches">Those of the key.</param>
    /// <param name="give">Takes a match.</param>
    /// <param name="ended">Takes what a match brings to nothing; null when nobody wants to know.</param>
    public void Settle(KeyMatches matches, Action<Link> give, Action<PartialEnd>? ended = null)
    {
        var waiting = matches.Waiting;
        while (waiting.Count > 0 && (WaitsForNone || matches.Partial.Count == 0 || waiting[0].FirstEvent.Place <= matches.Partial[0].Start))
        {
            var match = waiting[0];
            waiting.RemoveAt(0);
            give(match);
            Skip(matches, match, ended);
            if (skip.Use == EventUse.Consumed) Consume(matches, match, ended);
            if (skip.Use == EventUse.AllConsumed && waiting.Count == 0) Remove(matches, _ => true, EndCause.Consumed, match, ended);
        }
    }

    private bool WaitsForNone => skip.Kind == SkipKind.NoSkip;

    private void Skip(KeyMatches matches, Link match, Action<PartialEnd>? ended)
    {
        if (LastSkipped(match) is { } last) Remove(matches, tail => tail.FirstEvent.Place <= last, EndCause.Skipped, match, ended);
    }

    /// <summary>No match may begin at this place any more, or before it; null when none is skipped.</summary>
    private long? LastSkipped(Link match)
    {
        switch (skip.Kind)
        {
            case SkipKind.ToNext: return match.FirstEvent.Place;
            case SkipKind.PastLast: return match.Event.Place;
            case SkipKind.ToLast: return PlacesOf(match).FirstOrDefault() - 1;
            case SkipKind.ToFirst: return PlacesOf(match).LastOrDefault() - 1;
            default: return null;
        }
    }

    /// <summary>The places of the stage's events, newest first.</summary>
    private IEnumerable<long?> PlacesOf(Link match)
    {
        for (var link = match; link is not null; link = link.Before)
        {
            if (skip.Stages.Contains(link.Stage)) yield return link.Event.Place;
        }
    }

    private static void Consume(KeyMatches matches, Link match, Action<PartialEnd>? ended)
    {
        for (var link = match; link is not null; link = link.Before) link.Event.IsConsumed |= !link.IsExcluded;
        Remove(matches, HasConsumed, EndCause.Consumed, match, ended);
    }

    private static void Remove(KeyMatches matches, Predicate<Link> isOver, EndCause cause, Link match, Action<PartialEnd>? ended)
    {
        if (ended is not null)
        {
            foreach (var partial in matches.Partial.Where(partial => isOver(partial.Tail!))) ended(new PartialEnd(partial.Tail!, partial.State, cause) { Match = match });
            foreach (var other in matches.Waiting.Where(other => isOver(other))) ended(new PartialEnd(other, null, cause) { Match = match });
        }

        matches.Partial.RemoveAll(partial => isOver(partial.Tail!));
        matches.Waiting.RemoveAll(isOver);
    }

    private static bool HasConsumed(Link tail)
    {
        Link? link = tail;
        while (link is not null && !link.Event.IsConsumed) link = link.Before;
        return link is not null;
    }
}
