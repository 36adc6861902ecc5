namespace Cep;

/// <summary>A part in its sequence, while it is compiled.</summary>
internal readonly record struct Position(IReadOnlyList<PatternPart> Parts, int Index, Scope Scope)
{
    public PatternPart Part => Parts[Index];

    /// <summary>It is the first of a group: how it follows is the group's affair.</summary>
    public bool IsHeadOfGroup => Index == 0 && Scope.Loop is not null;

    /// <summary>How the first event of the part follows the event before it.</summary>
    public Contiguity Contiguity => Part.Contiguity == Contiguity.Begin ? Scope.First : Part.Contiguity;

    /// <summary>How the part follows itself.</summary>
    public Contiguity Loop => IsHeadOfGroup ? Scope.Loop!.Value : Part.Quantifier.Loop;

    /// <summary>What must not come after the part.</summary>
    public StagePart? ForbiddenAfter
    {
        get
        {
            if (Index + 1 == Parts.Count) return Scope.Forbidden;
            return Parts[Index + 1] is StagePart { Contiguity: Contiguity.NotFollowedBy } forbidden ? forbidden : null;
        }
    }

    /// <summary>What must not come before the part: what stands before it, with nothing but optional parts between.</summary>
    public IEnumerable<StagePart> ForbiddenBefore()
    {
        for (var i = Index - 1; i >= 0; i--)
        {
            if (Parts[i] is StagePart { Contiguity: Contiguity.NotFollowedBy } forbidden) yield return forbidden;
            else if (!Parts[i].Quantifier.IsOptional) yield break;
        }

        foreach (var forbidden in Scope.ForbiddenBefore) yield return forbidden;
    }
}
