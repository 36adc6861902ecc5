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

    /// <summary>Whether its condition looks at what the first stage has taken.</summary>
    public bool LooksBack { get; init; }

    public bool IsNegated => Contiguity is Contiguity.NotNext or Contiguity.NotFollowedBy;

    public Func<DrawnMatch, Stage<Row>> In => DrawnMatch.Stages[Number];

    public PatternSequence<DrawnMatch> Begin() => Quantify(LooksBack ? Pattern.Of<DrawnMatch>().Begin(In, HoldsAfter) : Pattern.Of<DrawnMatch>().Begin(In, Condition.Holds));

    public PatternSequence<DrawnMatch> AddTo(PatternSequence<DrawnMatch> sequence) => (Contiguity, LooksBack) switch
    {
        (Contiguity.Next, false) => Quantify(sequence.Next(In, Condition.Holds)),
        (Contiguity.Next, true) => Quantify(sequence.Next(In, HoldsAfter)),
        (Contiguity.FollowedBy, false) => Quantify(sequence.FollowedBy(In, Condition.Holds)),
        (Contiguity.FollowedBy, true) => Quantify(sequence.FollowedBy(In, HoldsAfter)),
        (Contiguity.FollowedByAny, false) => Quantify(sequence.FollowedByAny(In, Condition.Holds)),
        (Contiguity.FollowedByAny, true) => Quantify(sequence.FollowedByAny(In, HoldsAfter)),
        (Contiguity.NotNext, false) => sequence.NotNext(In, Condition.Holds),
        (Contiguity.NotNext, true) => sequence.NotNext(In, HoldsAfter),
        (_, false) => sequence.NotFollowedBy(In, Condition.Holds),
        (_, true) => sequence.NotFollowedBy(In, HoldsAfter),
    };

    public PatternSequence<DrawnMatch> Quantify(PatternSequence<DrawnMatch> sequence)
    {
        if (Max is not 1) sequence = Max is { } max ? sequence.Times(Min, max) : sequence.TimesOrMore(Min);
        if (Max is not 1 && Loop > 0) sequence = Loop == 1 ? sequence.Consecutive() : sequence.AllowCombinations();
        return IsOptional ? sequence.Optional() : sequence;
    }

    private bool HoldsAfter(Row row, DrawnMatch match) => Condition.Holds(new Row(row.X, match.S0.IsEmpty ? 3 : match.S0.Last.X + match.S0.Count));

    public override string ToString() =>
        $".{Contiguity}(S{Number}, {Condition}{(LooksBack ? " of x and S0" : "")}){(Max is 1 ? "" : $"[{Min},{Max}]{(Loop == 1 ? " consecutive" : Loop == 2 ? " combinations" : "")}")}{(IsOptional ? "?" : "")}";
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
