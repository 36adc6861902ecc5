namespace Cep;

/// <summary>A part of a pattern, as it was written: a stage, a group, or a choice of sequences.</summary>
internal abstract record PatternPart(Contiguity Contiguity)
{
    public Quantifier Quantifier { get; init; } = Quantifier.Once;

    /// <summary>How long the part may be waited for after the event before it, in nanoseconds; 0 for no limit.</summary>
    public long WaitNanos { get; init; }

    /// <summary>What it takes is left out of the result.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Nothing was said of it but how it follows.</summary>
    public bool IsPlain => Quantifier == Quantifier.Once && WaitNanos == 0 && !IsExcluded;

    public bool IsNegated => Contiguity is Contiguity.NotNext or Contiguity.NotFollowedBy;
}

/// <summary>One stage.</summary>
/// <param name="Contiguity">How it follows.</param>
/// <param name="Stage">Its number in the <see cref="MatchShape{TMatch}"/>.</param>
/// <param name="Condition">What its events satisfy, or must not satisfy.</param>
internal sealed record StagePart(Contiguity Contiguity, int Stage, Condition Condition) : PatternPart(Contiguity);

/// <summary>Parts one after another, under one quantifier. The first has <see cref="Contiguity.Begin"/>.</summary>
internal sealed record GroupPart(Contiguity Contiguity, IReadOnlyList<PatternPart> Parts) : PatternPart(Contiguity);

/// <summary>One of several sequences.</summary>
internal sealed record ChoicePart(Contiguity Contiguity, IReadOnlyList<IReadOnlyList<PatternPart>> Alternatives) : PatternPart(Contiguity);
