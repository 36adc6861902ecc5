namespace Cep;

/// <summary>A part of a pattern, as it was written: a stage, a group, or a choice of sequences.</summary>
internal abstract record PatternPart(Contiguity Contiguity)
{
    public Quantifier Quantifier { get; init; } = Quantifier.Once;

    /// <summary>How long the part may be waited for after the event before it.</summary>
    public TimeLimit Wait { get; init; }

    /// <inheritdoc cref="Wait"/>
    public long WaitNanos => Wait.Nanos;

    /// <summary>What it takes is left out of the result.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Nothing was said of it but how it follows.</summary>
    public bool IsPlain => Quantifier == Quantifier.Once && Wait.IsNone && !IsExcluded;

    public bool IsNegated => Contiguity is Contiguity.NotNext or Contiguity.NotFollowedBy;

    /// <summary>Some parts and all that is in them.</summary>
    public static IEnumerable<PatternPart> All(IEnumerable<PatternPart> parts) => parts.SelectMany(part => part switch
    {
        GroupPart group => All(group.Parts).Prepend(part),
        ChoicePart choice => choice.Alternatives.SelectMany(All).Prepend(part),
        _ => [part],
    });
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
