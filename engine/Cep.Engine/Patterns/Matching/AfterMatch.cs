namespace Cep;

/// <summary>What a match leaves of the partial and waiting matches of its key.</summary>
internal sealed class AfterMatch(SkipStrategy skip)
{
    /// <summary>Gives out the matches whose turn it is: those before which no partial match is alive that began earlier.</summary>
    public void Settle(KeyMatches matches, Action<Link> give)
    {
        var waiting = matches.Waiting;
        while (waiting.Count > 0 && (WaitsForNone || matches.Partial.Count == 0 || waiting[0].FirstEvent.Place <= matches.Partial[0].Start))
        {
            var match = waiting[0];
            waiting.RemoveAt(0);
            give(match);
            Skip(matches, match);
            if (skip.Use == EventUse.Consumed) Consume(matches, match);
        }
    }

    private bool WaitsForNone => skip.Kind == SkipKind.NoSkip;

    private void Skip(KeyMatches matches, Link match)
    {
        if (LastSkipped(match) is not { } last) return;
        matches.Partial.RemoveAll(partial => partial.Start <= last);
        matches.Waiting.RemoveAll(other => other.FirstEvent.Place <= last);
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

    private static void Consume(KeyMatches matches, Link match)
    {
        for (var link = match; link is not null; link = link.Before) link.Event.IsConsumed |= !link.IsExcluded;
        matches.Partial.RemoveAll(partial => HasConsumed(partial.Tail));
        matches.Waiting.RemoveAll(HasConsumed);
    }

    private static bool HasConsumed(Link? link)
    {
        while (link is not null && !link.Event.IsConsumed) link = link.Before;
        return link is not null;
    }
}
