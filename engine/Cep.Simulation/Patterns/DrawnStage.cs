namespace Cep.Simulation.Patterns;

/// <summary>A stage of a drawn pattern, with how it follows the one before and how often it occurs.</summary>
internal sealed record DrawnStage(int Number, Contiguity Contiguity, Formula Condition)
{
    public int Min { get; init; } = 1;

    /// <summary>Null for no limit.</summary>
    public int? Max { get; init; } = 1;

    /// <summary>How its own events follow one another: relaxed, strictly, or in all combinations.</summary>
    public int Loop { get; init; }

    public bool IsOptional { get; init; }

    public bool IsNegated => Contiguity is Contiguity.NotNext or Contiguity.NotFollowedBy;

    public Func<DrawnMatch, Stage<Row>> In => DrawnMatch.Stages[Number];

    public PatternSequence<DrawnMatch> AddTo(PatternSequence<DrawnMatch> sequence) => Contiguity switch
    {
        Contiguity.Next => Quantify(sequence.Next(In, Condition.Holds)),
        Contiguity.FollowedBy => Quantify(sequence.FollowedBy(In, Condition.Holds)),
        Contiguity.FollowedByAny => Quantify(sequence.FollowedByAny(In, Condition.Holds)),
        Contiguity.NotNext => sequence.NotNext(In, Condition.Holds),
        _ => sequence.NotFollowedBy(In, Condition.Holds),
    };

    public PatternSequence<DrawnMatch> Quantify(PatternSequence<DrawnMatch> sequence)
    {
        if (Max is not 1) sequence = Max is { } max ? sequence.Times(Min, max) : sequence.TimesOrMore(Min);
        if (Max is not 1 && Loop > 0) sequence = Loop == 1 ? sequence.Consecutive() : sequence.AllowCombinations();
        return IsOptional ? sequence.Optional() : sequence;
    }

    public override string ToString() =>
        $".{Contiguity}(S{Number}, {Condition}){(Max is 1 ? "" : $"[{Min},{Max}]{(Loop == 1 ? " consecutive" : Loop == 2 ? " combinations" : "")}")}{(IsOptional ? "?" : "")}";
}

/// <summary>The match class of drawn patterns.</summary>
internal sealed class DrawnMatch
{
    public static IReadOnlyList<Func<DrawnMatch, Stage<Row>>> Stages { get; } = [match => match.S0, match => match.S1, match => match.S2, match => match.S3];

    public Stage<Row> S0 { get; } = new();

    public Stage<Row> S1 { get; } = new();

    public Stage<Row> S2 { get; } = new();

    public Stage<Row> S3 { get; } = new();
}
