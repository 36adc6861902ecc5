namespace Cep;

/// <summary>A match that may be selected.</summary>
/// <param name="Tail">Its events, newest first; null when it has none.</param>
/// <param name="Causes">Its causes.</param>
internal readonly record struct SelectedMatch(Link? Tail, Causes Causes);

/// <summary>Chooses among the matches that are given out together, which come in their order.</summary>
internal abstract class MatchSelection
{
    /// <summary>Those of the matches so far that are still chosen. Cleared for the next ones.</summary>
    public List<SelectedMatch> Selected { get; } = [];

    /// <inheritdoc cref="MatchOutlet.WantsMore"/>
    public virtual bool WantsMore => true;

    /// <inheritdoc cref="MatchOutlet.WantsLastOnly"/>
    public virtual bool WantsLastOnly => false;

    public abstract void Offer(SelectedMatch match);
}

/// <summary>The first ones.</summary>
internal sealed class FirstMatches(int most) : MatchSelection
{
    public override bool WantsMore => Selected.Count < most;

    public override void Offer(SelectedMatch match)
    {
        if (WantsMore) Selected.Add(match);
    }
}

/// <summary>The last one.</summary>
internal sealed class LastMatch : MatchSelection
{
    public override bool WantsLastOnly => true;

    public override void Offer(SelectedMatch match)
    {
        Selected.Clear();
        Selected.Add(match);
    }
}

/// <summary>Those whose events are not all among those of another that has more.</summary>
internal sealed class MaximalMatches : MatchSelection
{
    public override void Offer(SelectedMatch match)
    {
        // Being part of one that goes out because it is part of a third means being part of the third: the chosen ones suffice.
        foreach (var other in Selected)
        {
            if (IsPart(match.Tail, other.Tail)) return;
        }

        Selected.RemoveAll(other => IsPart(other.Tail, match.Tail));
        Selected.Add(match);
    }

    /// <summary>Whether a match has only events that another one has, and fewer.</summary>
    private static bool IsPart(Link? match, Link? other)
    {
        // Without excluded events the lengths say that most matches are no part of each other.
        var hasMore = false;
        for (match = Shown(match), other = Shown(other); other is not null; other = Shown(other.Before))
        {
            if (match?.Event.Place > other.Event.Place) return false;
            if (match?.Event.Place == other.Event.Place) match = Shown(match.Before);
            else hasMore = true;
        }

        return hasMore && match is null;
    }

    /// <summary>The newest event that is not excluded.</summary>
    private static Link? Shown(Link? link)
    {
        while (link is { IsExcluded: true }) link = link.Before;
        return link;
    }
}
