namespace Cep.Patterns;

/// <summary>
/// The meaning of preference, as the standard tells it: try the ways to match in their order, event by event, and take the
/// first that reaches the end of the pattern. Slow and obvious.
/// </summary>
internal sealed class BacktrackingReference(PatternPlan plan, IReadOnlyList<(long Time, Func<Condition, bool> Holds)> events)
{
    private const int MaxTries = 20_000;
    private readonly Stack<(int Event, int Stage)> taken = new();
    private long deadline;
    private int tries;

    /// <summary>Backtracking may take exponential time; a case that does is given up and says nothing.</summary>
    public bool HasGivenUp => tries > MaxTries;

    /// <summary>The matches in order: where each was searched for and what it took.</summary>
    public IEnumerable<(int Start, IReadOnlyList<(int Event, int Stage)> Taken)> Matches()
    {
        for (var start = 0; start < events.Count;)
        {
            deadline = plan.WithinNanos > 0 ? events[start].Time + plan.WithinNanos : long.MaxValue;
            taken.Clear();
            if (!Sequence(plan.Parts, 0, Contiguity.Next, start, static _ => true))
            {
                start++;
                continue;
            }

            var found = taken.Reverse().ToList();
            yield return (start, found);
            start = Next(start, found);
        }
    }

    private int Next(int start, List<(int Event, int Stage)> found)
    {
        var stage = found.Where(x => plan.Skip.Stages.Contains(x.Stage)).Select(x => x.Event).ToList();
        var next = plan.Skip.Kind switch
        {
            SkipKind.PastLast when found.Count > 0 => found[^1].Event + 1,
            SkipKind.ToFirst when stage.Count > 0 => stage[0],
            SkipKind.ToLast when stage.Count > 0 => stage[^1],
            _ => start + 1,
        };
        return Math.Max(next, start + 1);
    }

    private bool Sequence(IReadOnlyList<PatternPart> parts, int index, Contiguity first, int at, Func<int, bool> rest)
    {
        if (++tries > MaxTries) return false;
        if (index == parts.Count) return rest(at);
        var part = parts[index];
        var contiguity = part.Contiguity == Contiguity.Begin ? first : part.Contiguity;
        bool Rest(int end) => Sequence(parts, index + 1, first, end, rest);
        bool All() => Times(part, 1, contiguity, at, Rest);
        if (!part.Quantifier.IsOptional) return All();
        return part.Quantifier.IsReluctant ? Rest(at) || All() : All() || Rest(at);
    }

    /// <summary>The part for the n-th time and as often as it may follow.</summary>
    private bool Times(PatternPart part, int n, Contiguity contiguity, int at, Func<int, bool> rest) => Once(part, contiguity, at, end =>
    {
        var quantifier = part.Quantifier;
        if (n < quantifier.Min) return Times(part, n + 1, quantifier.Loop, end, rest);
        if (n == quantifier.Max || (quantifier.IsUnbounded && n > quantifier.Min && end == at)) return rest(end);
        bool More() => Times(part, n + 1, quantifier.Loop, end, rest);
        return quantifier.IsReluctant ? rest(end) || More() : More() || rest(end);
    });

    private bool Once(PatternPart part, Contiguity contiguity, int at, Func<int, bool> rest) => part switch
    {
        StagePart stage => Stage(stage, contiguity, at, rest),
        AnchorPart anchor => at == (anchor.IsStart ? 0 : events.Count) && rest(at),
        GroupPart group => Sequence(group.Parts, 0, contiguity, at, rest),
        ChoicePart choice => choice.Alternatives.Any(alternative => Sequence(alternative, 0, contiguity, at, rest)),
        _ => throw new InvalidOperationException(part.ToString()),
    };

    private bool Stage(StagePart stage, Contiguity contiguity, int at, Func<int, bool> rest)
    {
        for (var i = at; i < events.Count && events[i].Time < deadline; i++)
        {
            var holds = events[i].Holds(stage.Condition);
            if (++tries > MaxTries) return false;
            if (holds)
            {
                taken.Push((i, stage.Stage));
                if (rest(i + 1)) return true;
                taken.Pop();
            }

            if (taken.Count == 0 || contiguity == Contiguity.Next || (contiguity == Contiguity.FollowedBy && holds)) return false;
        }

        return false;
    }
}
