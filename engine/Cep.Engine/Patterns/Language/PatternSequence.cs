namespace Cep;

/// <summary>
/// A pattern that is being written: its parts one after another. A quantifier, <see cref="Until{T}(Func{T, bool})"/> and
/// the like belong to the part before them. Immutable: every call returns another sequence.
/// </summary>
/// <typeparam name="TMatch">The class of the matches.</typeparam>
public sealed partial class PatternSequence<TMatch>
    where TMatch : class, new()
{
    private readonly MatchShape<TMatch> shape;
    private readonly bool isWhole;

    internal PatternSequence(MatchShape<TMatch> shape, PatternPlan plan, bool isWhole)
    {
        this.shape = shape;
        this.isWhole = isWhole;
        Plan = plan;
    }

    internal PatternPlan Plan { get; }

    internal static SimpleCondition<T> Simple<T>(Func<T, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new SimpleCondition<T>(condition);
    }

    internal static IterativeCondition<T, TMatch> Iterative<T>(Func<T, TMatch, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new IterativeCondition<T, TMatch>(condition);
    }

    internal PatternSequence<TMatch> Stage<T>(Contiguity contiguity, Func<TMatch, Stage<T>> stage, Condition condition) =>
        Add(new StagePart(contiguity, shape.NumberOf(stage), condition));

    internal PatternSequence<TMatch> Group(Contiguity contiguity, Func<PatternStart<TMatch>, PatternSequence<TMatch>> group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var parts = group(new PatternStart<TMatch>(shape, isWhole: false)).Plan.Parts;
        return Add(parts is [ChoicePart { IsPlain: true } choice] ? choice with { Contiguity = contiguity } : new GroupPart(contiguity, parts));
    }

    private PatternSequence<TMatch> Add(PatternPart part)
    {
        if (part.Contiguity == Contiguity.NotNext && Plan.Parts[^1].Quantifier.IsOptional)
        {
            throw new InvalidOperationException("NotNext can't stand after an optional part; write the two cases with Either.");
        }

        return With(Plan with { Parts = [.. Plan.Parts, part] });
    }

    private PatternSequence<TMatch> With(PatternPlan plan) => new(shape, plan, isWhole);

    private PatternSequence<TMatch> WithLast(Func<PatternPart, PatternPart> change, string what)
    {
        var last = Plan.Parts[^1];
        if (last.IsNegated) throw new InvalidOperationException($"{what} can't be said of a part that must not occur.");
        return With(Plan with { Parts = [.. Plan.Parts.SkipLast(1), change(last)] });
    }

    private PatternSequence<TMatch> Whole(PatternPlan plan, string what) => isWhole
        ? With(plan)
        : throw new InvalidOperationException($"{what} belongs to the whole pattern, not to a group in it.");
}
