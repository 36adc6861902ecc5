namespace Cep.Simulation.Patterns;

/// <summary>A pattern as it was drawn: its stages one after another.</summary>
internal sealed record DrawnPattern(IReadOnlyList<DrawnStage> Stages, TimeSpan? Within, DrawnSkip Skip, EventUse Use)
{
    private static readonly Contiguity[] Ways = [Contiguity.Next, Contiguity.FollowedBy, Contiguity.FollowedBy, Contiguity.FollowedByAny];

    public static DrawnPattern Draw(OperatorDraw draw)
    {
        var stages = new List<DrawnStage>();
        // Where conditions look at the event alone other matchers run.
        var mayLookBack = draw.Chance(0.5);
        var count = 1 + draw.Number(DrawnMatch.Stages.Count);
        for (var i = 0; i < count; i++)
        {
            // Beside a part that may be left out or is negated none is; a first one must be there.
            var isBeside = i == 0 || stages[^1].IsNegated || stages[^1].IsOptional;
            var isNegated = !isBeside && draw.Chance(0.2);
            var contiguity = i == 0 ? Contiguity.Begin : !isNegated ? Ways[draw.Number(Ways.Length)] : draw.Chance(0.5) ? Contiguity.NotNext : Contiguity.NotFollowedBy;
            var stage = new DrawnStage(i, contiguity, draw.Formula(mayThrow: false)) { LooksBack = mayLookBack && draw.Chance(0.5) };
            if (!isNegated && draw.Chance(0.35)) stage = stage with { Min = 1 + draw.Number(2), Max = draw.Chance(0.5) ? null : 1 + draw.Number(3), Loop = draw.Number(3) };
            if (stage.Max < stage.Min) stage = stage with { Max = stage.Min };
            stages.Add(stage with { IsOptional = !isNegated && !isBeside && draw.Chance(0.2) });
        }

        var use = (EventUse)draw.Number(3);
        var skip = use == EventUse.AllConsumed ? DrawnSkip.None : (DrawnSkip)draw.Number(5);
        var mayWait = stages.Exists(stage => stage.Contiguity is Contiguity.FollowedBy or Contiguity.FollowedByAny or Contiguity.NotFollowedBy || stage.Max != 1);
        return new DrawnPattern(stages, mayWait || draw.Chance(0.5) ? draw.Span() : null, skip, use);
    }

    public Pattern<DrawnMatch> Make()
    {
        var sequence = Stages[0].Begin();
        foreach (var stage in Stages.Skip(1)) sequence = stage.AddTo(sequence);
        if (Within is { } time) sequence = sequence.Within(time);
        return Skip switch
        {
            DrawnSkip.None => sequence.NoSkip(Use),
            DrawnSkip.ToNext => sequence.SkipToNext(Use),
            DrawnSkip.PastLast => sequence.SkipPastLast(),
            DrawnSkip.ToFirst => sequence.SkipToFirst(Stages[^1].In, Use),
            _ => sequence.SkipToLast(Stages[0].In, Use),
        };
    }

    public override string ToString() =>
        string.Concat(Stages) + (Within is { } time ? $".Within({Duration.Format(time)})" : "") + $", skip: {Skip}, {Use}";
}

/// <summary>Where matching resumes.</summary>
internal enum DrawnSkip
{
    None,
    ToNext,
    PastLast,
    ToFirst,
    ToLast,
}
