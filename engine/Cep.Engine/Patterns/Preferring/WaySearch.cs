namespace Cep;

/// <summary>Finds the ways on from one event to the next, in the order of preference.</summary>
/// <remarks>
/// The idea is that of a backtracking search run for all ways at once, each event looked at once: R. Cox, "Regular
/// Expression Matching: the Virtual Machine Approach", 2009. A way that would go on like one preferred to it is dropped.
/// </remarks>
internal sealed class WaySearch
{
    private readonly object match;
    private readonly MatchCursor cursor;
    private readonly bool isIterative;
    private readonly bool hasWaits;
    private readonly HashSet<BranchNode> entered = [];
    private readonly HashSet<(PreferredNode Node, object? Past)> seen = [];
    private readonly Dictionary<(Link? Before, int Stage, bool IsExcluded), Link> links = [];
    private List<Way> next = [];
    private Attempt attempt = new();
    private long place;
    private bool isEnd;
    private bool isMerged;

    public WaySearch(PatternPlan plan, object match, MatchCursor cursor)
    {
        this.match = match;
        this.cursor = cursor;
        var stages = plan.Parts.SelectMany(Stages).ToList();
        isIterative = stages.Any(stage => stage.Condition.IsIterative);
        hasWaits = stages.Any(stage => !stage.Wait.IsNone);
    }

    /// <summary>The ways from the beginning of a pattern, before an event.</summary>
    public void Begin(Attempt search, PreferredNode start, long beforePlace)
    {
        Reset(search, beforePlace, end: false);
        Expand(start, null);
        search.Ways = Exchange(search.Ways);
    }

    /// <summary>The ways on after an event. When a condition throws, nothing has changed.</summary>
    /// <param name="search">The search.</param>
    /// <param name="taken">The event.</param>
    /// <param name="ends">Takes what becomes of each way; null when nobody wants to know.</param>
    public void Step(Attempt search, Taken taken, WayEnds? ends)
    {
        Reset(search, taken.Place + 1, end: false);
        var (hadMatch, matched) = (search.HasMatch, search.Match);
        try
        {
            var candidate = taken.ToCandidate();
            for (var i = 0; i < search.Ways.Count; i++)
            {
                var (way, before) = (search.Ways[i], next.Count);
                isMerged = false;
                var found = way.Node is TakeNode take && Offer(take, way.Tail, candidate);
                if (ends is not null) Note(ends, way, found || next.Count > before);
                if (!found) continue;
                if (ends is not null) Outdo(ends, search.Ways, i + 1, hadMatch ? matched : null);
                break;
            }
        }
        catch
        {
            (search.HasMatch, search.Match) = (hadMatch, matched);
            throw;
        }

        search.Ways = Exchange(search.Ways);
    }

    /// <summary>No event will follow: the ways that waited for that go on, the others end.</summary>
    /// <inheritdoc cref="Step"/>
    public void End(Attempt search, WayEnds? ends)
    {
        Reset(search, long.MaxValue, end: true);
        var matched = search.HasMatch ? search.Match : null;
        for (var i = 0; i < search.Ways.Count; i++)
        {
            var way = search.Ways[i];
            var found = way.Node is AnchorNode anchor && Expand(anchor.Next, way.Tail);
            if (ends is not null) Note(ends, way, found);
            if (!found) continue;
            if (ends is not null) Outdo(ends, search.Ways, i + 1, matched);
            break;
        }

        search.Ways.Clear();
    }

    private void Note(WayEnds ends, Way way, bool goesOn)
    {
        if (goesOn) ends.GoesOn(way);
        else if (isMerged) ends.Outdone(way);
        else ends.Failed(way);
    }

    /// <summary>A match was found to which no way from a place on is preferred, nor what was found before.</summary>
    private static void Outdo(WayEnds ends, List<Way> ways, int from, Link? found)
    {
        for (var i = from; i < ways.Count; i++) ends.Outdone(ways[i]);
        ends.Replaced = found;
    }

    private static IEnumerable<StagePart> Stages(PatternPart part) => part switch
    {
        StagePart stage => [stage],
        GroupPart group => group.Parts.SelectMany(Stages),
        ChoicePart choice => choice.Alternatives.SelectMany(parts => parts.SelectMany(Stages)),
        _ => [],
    };

    private void Reset(Attempt search, long beforePlace, bool end)
    {
        (attempt, place, isEnd) = (search, beforePlace, end);
        seen.Clear();
        links.Clear();
        next.Clear();
        entered.Clear();
    }

    private List<Way> Exchange(List<Way> ways)
    {
        var found = next;
        next = ways;
        return found;
    }

    /// <summary>Offers an event to a way. The first event of a match is the one at which the search begins, whatever the contiguity.</summary>
    /// <returns>Whether the match was found, so that no way after this one counts.</returns>
    private bool Offer(TakeNode take, Link? tail, Candidate candidate)
    {
        cursor.Tail = tail;
        var holds = take.Part.Condition.Holds(candidate, match);
        if (holds && Expand(take.Next, Extend(tail, take, candidate))) return true;
        if (tail is null) return false;
        var stays = take.Contiguity == Contiguity.FollowedByAny || (take.Contiguity == Contiguity.FollowedBy && !holds);
        if (stays) Keep(take, tail);
        return false;
    }

    /// <summary>Follows branches and anchors from a node to all that wait for an event.</summary>
    /// <returns>Whether the match was found.</returns>
    private bool Expand(PreferredNode node, Link? tail)
    {
        switch (node)
        {
            case AcceptNode:
                (attempt.HasMatch, attempt.Match) = (true, tail);
                return true;
            case BranchNode branch:
                return Follow(branch, tail);
            case AnchorNode { IsStart: true } anchor:
                return place == 0 && Expand(anchor.Next, tail);
            case AnchorNode anchor when isEnd:
                return Expand(anchor.Next, tail);
            default:
                Keep(node, tail);
                return false;
        }
    }

    private bool Follow(BranchNode branch, Link? tail)
    {
        if (branch.Exit is null) return FollowAll(branch, tail);

        // A loop that came round without an event would do so for ever.
        if (!entered.Add(branch)) return Expand(branch.Exit, tail);
        var found = FollowAll(branch, tail);
        entered.Remove(branch);
        return found;
    }

    private bool FollowAll(BranchNode branch, Link? tail)
    {
        foreach (var target in branch.Targets)
        {
            if (Expand(target, tail)) return true;
        }

        return false;
    }

    private void Keep(PreferredNode node, Link? tail)
    {
        object? past = isIterative ? tail : hasWaits ? tail?.Event : null;
        if (isEnd) return;
        if (seen.Add((node, past))) next.Add(new Way(node, tail));
        else isMerged = true;
    }

    /// <summary>Ways that took the same events in the same stages share them, so that they can be told to be the same.</summary>
    private Link Extend(Link? tail, TakeNode take, Candidate candidate)
    {
        var place = (tail, take.Part.Stage, take.IsExcluded);
        if (!links.TryGetValue(place, out var link)) links.Add(place, link = new Link(tail, take.Part.Stage, candidate.Keep(), take.IsExcluded));
        return link;
    }
}
