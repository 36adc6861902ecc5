namespace Cep;

/// <summary>Refuses patterns that have no meaning, or no bound.</summary>
internal static class PatternCheck
{
    /// <exception cref="InvalidOperationException">The message says what is wrong and what to add.</exception>
    public static void Check(PatternPlan plan)
    {
        var hasWithin = plan.WithinNanos > 0;
        if (plan.Parts[^1] is StagePart { Contiguity: Contiguity.NotFollowedBy, WaitNanos: 0 } last && !hasWithin)
        {
            throw new InvalidOperationException(
                $"The pattern ends with NotFollowedBy '{plan.StageNames[last.Stage]}' and no time; add .Within(time) or .WithinPrevious(time).");
        }

        CheckClocks(plan);
        foreach (var part in PatternPart.All(plan.Parts)) CheckPart(part, plan);
        foreach (var part in PatternPart.All(plan.Parts)) CheckMeaning(part, plan);
        if (hasWithin || plan.AllowsUnbounded) return;
        if (PatternPart.All(plan.Parts).FirstOrDefault(IsUnbounded) is { } unbounded)
        {
            throw new InvalidOperationException(
                $"The pattern may wait for ever for {NameOf(unbounded, plan)}; add .Within(time) to the pattern, .WithinPrevious(time) "
                + "or .Until(condition) to that part, or say .AllowUnbounded().");
        }
    }

    /// <summary>A key has one trading time.</summary>
    private static void CheckClocks(PatternPlan plan)
    {
        var other = PatternPart.All(plan.Parts).FirstOrDefault(part => part.Wait.Clock is { } clock && clock != plan.Clock);
        if (other is null) return;
        throw new InvalidOperationException(
            $"{NameOf(other, plan)} is waited for in another trading time than the pattern or a part before it is; give all of them the same TradingTime object.");
    }

    private static void CheckPart(PatternPart part, PatternPlan plan)
    {
        var quantifier = part.Quantifier;
        if (quantifier.IsReluctant && !plan.IsPreferred)
        {
            throw new InvalidOperationException(
                $"{NameOf(part, plan)} is Reluctant, which means something only among preferences; add .Preferred() to the pattern.");
        }

        if (quantifier.IsGreedy && part is not StagePart && !plan.IsPreferred)
        {
            throw new InvalidOperationException(
                $"{NameOf(part, plan)} can't be Greedy: only a single stage can, unless the pattern is Preferred; there greedy is the rule.");
        }

        if (quantifier.Until is not null && !quantifier.IsUnbounded)
        {
            throw new InvalidOperationException($"{NameOf(part, plan)} has Until but is no loop; give it OneOrMore, ZeroOrMore or TimesOrMore.");
        }
    }

    /// <summary>Some parts mean something only where the preferred match is searched, others only where all matches count.</summary>
    private static void CheckMeaning(PatternPart part, PatternPlan plan)
    {
        if (!plan.IsPreferred && part is AnchorPart or GroupPart { Parts.Count: 0 })
        {
            throw new InvalidOperationException("Nothing, AtStart and AtEnd belong to preferences; add .Preferred() to the pattern.");
        }

        if (plan.IsPreferred && (part.IsNegated || part.Quantifier.Until is not null))
        {
            throw new InvalidOperationException(
                $"{NameOf(part, plan)} must not occur, or ends a loop; a pattern that is Preferred can't say so: leave out .Preferred(), or put it into the conditions.");
        }
    }

    /// <summary>A loop without end needs Until. Anything that may be waited for needs a time.</summary>
    private static bool IsUnbounded(PatternPart part)
    {
        if (part.Quantifier is { IsUnbounded: true, Until: null }) return true;
        if (part.WaitNanos > 0 || part.Quantifier.Until is not null) return false;
        var waits = part.Contiguity is Contiguity.FollowedBy or Contiguity.FollowedByAny;
        var waitsInLoop = !part.Quantifier.IsSingle && part.Quantifier.Loop != Contiguity.Next;
        return waits || waitsInLoop;
    }

    private static string NameOf(PatternPart part, PatternPlan plan) => part switch
    {
        StagePart stage => $"'{plan.StageNames[stage.Stage]}'",
        AnchorPart => "an anchor",
        GroupPart { Parts.Count: 0 } => "nothing",
        GroupPart group => $"the group that begins with {NameOf(group.Parts[0], plan)}",
        ChoicePart choice => $"the choice that begins with {NameOf(choice.Alternatives[0][0], plan)}",
        _ => "a part",
    };
}
