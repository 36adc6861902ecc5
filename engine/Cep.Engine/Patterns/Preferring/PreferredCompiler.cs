namespace Cep;

/// <summary>Compiles a pattern of which the preferred match is searched, from its end to its beginning.</summary>
internal static class PreferredCompiler
{
    public static PreferredNode Compile(PatternPlan plan) => Sequence(plan.Parts, new AcceptNode(), Contiguity.Next, isExcluded: false);

    private static PreferredNode Sequence(IReadOnlyList<PatternPart> parts, PreferredNode next, Contiguity first, bool isExcluded)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            next = Repeated(parts[i], next, parts[i].Contiguity == Contiguity.Begin ? first : parts[i].Contiguity, isExcluded);
        }

        return next;
    }

    private static PreferredNode Repeated(PatternPart part, PreferredNode next, Contiguity contiguity, bool isExcluded)
    {
        var quantifier = part.Quantifier;
        var excluded = isExcluded || part.IsExcluded;
        var node = quantifier.IsUnbounded ? Loop(part, next, excluded) : next;
        var more = quantifier.IsUnbounded ? 0 : quantifier.Max - quantifier.Min;
        for (var i = 0; i < more; i++) node = Either(quantifier, Once(part, node, quantifier.Loop, excluded), next);
        for (var i = 1; i < quantifier.Min; i++) node = Once(part, node, quantifier.Loop, excluded);
        var all = Once(part, node, contiguity, excluded);
        return quantifier.IsOptional ? Either(quantifier, all, next) : all;
    }

    private static BranchNode Loop(PatternPart part, PreferredNode next, bool isExcluded)
    {
        var loop = new BranchNode { Exit = next };
        loop.Targets = Ordered(part.Quantifier, Once(part, loop, part.Quantifier.Loop, isExcluded), next);
        return loop;
    }

    private static BranchNode Either(Quantifier quantifier, PreferredNode once, PreferredNode next) => new() { Targets = Ordered(quantifier, once, next) };

    private static PreferredNode[] Ordered(Quantifier quantifier, PreferredNode once, PreferredNode next) =>
        quantifier.IsReluctant ? [next, once] : [once, next];

    private static PreferredNode Once(PatternPart part, PreferredNode next, Contiguity contiguity, bool isExcluded) => part switch
    {
        StagePart stage => new TakeNode(stage, contiguity, isExcluded, next),
        AnchorPart anchor => new AnchorNode(anchor.IsStart, next),
        GroupPart group => Sequence(group.Parts, next, contiguity, isExcluded),
        ChoicePart choice => new BranchNode { Targets = [.. choice.Alternatives.Select(alternative => Sequence(alternative, next, contiguity, isExcluded))] },
        _ => throw new InvalidOperationException($"{part.GetType().Name} has no preferred form."),
    };
}
