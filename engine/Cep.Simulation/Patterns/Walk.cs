namespace Cep.Simulation.Patterns;

/// <summary>
/// Says what may come next in a pattern, straight from the way it was written: a sequence is its parts one after another,
/// a repeated part is the part and then what is left of its times, a choice is all its alternatives.
/// </summary>
internal static class Walk
{
    public static Place Begin(PatternPlan plan) => Sequence(plan.Parts, 0, new Surroundings(), () => Place.End);

    private static Place Sequence(IReadOnlyList<PatternPart> parts, int at, Surroundings around, Func<Place> rest)
    {
        if (at == parts.Count) return rest();
        var part = parts[at];
        Place After() => Sequence(parts, at + 1, around with { Banned = [] }, rest);
        Place Omit() => Sequence(parts, at + 1, around, rest);
        switch (part)
        {
            case StagePart { Contiguity: Contiguity.NotFollowedBy } banned:
                var next = Sequence(parts, at + 1, around with { Banned = [.. around.Banned, banned.Condition] }, rest);
                return next.IsEnd ? new EndOnTime(banned.Condition, part.WaitNanos).Alone : next;
            case StagePart { Contiguity: Contiguity.NotNext } gate:
                return new Place([new Gate(gate.Condition, After())]) { WaitNanos = part.WaitNanos };
            default:
                var bannedAfter = at + 1 == parts.Count ? around.BannedAfter
                    : parts[at + 1] is StagePart { Contiguity: Contiguity.NotFollowedBy } ban ? ban.Condition : null;
                return Times(part, 1, around with { IsHead = at == 0 && around.Loop is not null, BannedAfter = bannedAfter }, After, Omit);
        }
    }

    /// <summary>Before the n-th time of a part. Of a part without limit all times beyond the least number are alike.</summary>
    private static Place Times(PatternPart part, int n, Surroundings around, Func<Place> after, Func<Place> omit)
    {
        var quantifier = part.Quantifier;
        if (n > quantifier.Max) return Behind(part, after);
        var canLeave = n == 1 ? quantifier.IsOptional : n > quantifier.Min;
        Place Next() => Times(part, quantifier.IsUnbounded ? Math.Min(n, quantifier.Min) + 1 : n + 1, around, after, omit);
        var here = around with { CanBeLeft = canLeave || (around.IsHead && around.CanBeLeft) };
        if (n > 1) here = here with { Banned = around.BannedAfter is { } ban ? [ban] : [] };
        var one = One(part, n, here, Next);
        if (!canLeave) return one;
        var leave = Behind(part, n == 1 ? omit : after);
        return one with { Ways = [.. one.Ways.Select(Several), .. leave.IsEnd ? [new MayEnd()] : leave.Ways] };
    }

    private static Way Several(Way way) => way is Step step ? step with { IsOneOfSeveral = true } : way;

    private static Place One(PatternPart part, int n, Surroundings around, Func<Place> then)
    {
        var quantifier = part.Quantifier;
        var loop = around.IsHead ? around.Loop!.Value : quantifier.Loop;
        var contiguity = n > 1 ? loop : part.Contiguity == Contiguity.Begin ? around.First : part.Contiguity;
        IReadOnlyList<Condition> until = quantifier.Until is { } condition ? [condition] : [];
        if (part is StagePart stage)
        {
            var isCounted = quantifier.IsSingle || (quantifier.IsUnbounded ? n <= quantifier.Min : n < quantifier.Max);
            var step = new Step(stage, contiguity, then)
            {
                Untouched = [.. around.Untouched, .. n > 1 ? until : []],
                NotTaken = until,
                Forbidden = around.Banned,
                IsExcluded = part.IsExcluded || around.IsExcluded,
                IsOneOfSeveral = around.CanBeLeft,
                WaitNanos = isCounted ? part.WaitNanos : 0,
            };
            return new Place([step]) { WaitNanos = step.WaitNanos };
        }

        var inner = around with
        {
            First = contiguity,
            Loop = loop,
            Untouched = [.. around.Untouched, .. until],
            IsExcluded = part.IsExcluded || around.IsExcluded,
        };
        if (part is GroupPart group) return Sequence(group.Parts, 0, inner, then);
        var alternatives = ((ChoicePart)part).Alternatives.Select(alternative => Sequence(alternative, 0, inner, then));
        return new Place([.. alternatives.SelectMany(place => place.Ways)]);
    }

    /// <summary>Behind a greedy part: events that it would take are left to it.</summary>
    private static Place Behind(PatternPart part, Func<Place> after)
    {
        var place = after();
        if (place.IsEnd || part is not StagePart { Quantifier: { IsGreedy: true } quantifier } greedy || quantifier.Min == quantifier.Max) return place;
        var ways = place.Ways.Select(way => way is Step step ? step with { Untouched = [.. step.Untouched, greedy.Condition] } : way);
        if (quantifier.Until is not { } until) return place with { Ways = [.. ways] };

        // The event that ends the loop is not its own any more.
        return place with { Ways = [.. place.Ways.Select(way => When(way, until, true)), .. ways.Select(way => When(way, until, false))] };
    }

    private static Way When(Way way, Condition until, bool holds) => way is Step step ? step with { At = (until, holds) } : way;

    /// <summary>What is around a sequence.</summary>
    private sealed record Surroundings
    {
        /// <summary>How its first event follows.</summary>
        public Contiguity First { get; init; } = Contiguity.Next;

        /// <summary>Contiguity between the times of the group around; null outside groups.</summary>
        public Contiguity? Loop { get; init; }

        /// <summary>Events that nothing in it takes or skips.</summary>
        public IReadOnlyList<Condition> Untouched { get; init; } = [];

        /// <summary>What must not come before the next event of the match.</summary>
        public IReadOnlyList<Condition> Banned { get; init; } = [];

        /// <summary>What must not come after it.</summary>
        public Condition? BannedAfter { get; init; }

        /// <summary>The part is the first of its group.</summary>
        public bool IsHead { get; init; }

        /// <summary>The group may be left at this point.</summary>
        public bool CanBeLeft { get; init; }

        public bool IsExcluded { get; init; }
    }
}
