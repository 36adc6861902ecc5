namespace Cep;

/// <summary>The beginning of a pattern or of a group in one.</summary>
/// <typeparam name="TMatch">The class of the matches.</typeparam>
public sealed class PatternStart<TMatch>
    where TMatch : class, new()
{
    private readonly MatchShape<TMatch> shape;
    private readonly bool isWhole;

    internal PatternStart(MatchShape<TMatch> shape, bool isWhole)
    {
        this.shape = shape;
        this.isWhole = isWhole;
    }

    /// <summary>Any event of the stage's type. Every event may begin a match, and in a group whatever the group's own contiguity allows.</summary>
    public PatternSequence<TMatch> Begin<T>(Func<TMatch, Stage<T>> stage) => Sequence([]).Stage(Contiguity.Begin, stage, new AnyCondition<T>());

    /// <summary>An event that satisfies a condition.</summary>
    public PatternSequence<TMatch> Begin<T>(Func<TMatch, Stage<T>> stage, Func<T, bool> condition) =>
        Sequence([]).Stage(Contiguity.Begin, stage, PatternSequence<TMatch>.Simple(condition));

    /// <summary>An event that satisfies a condition over it and the events that the match has taken before.</summary>
    public PatternSequence<TMatch> Begin<T>(Func<TMatch, Stage<T>> stage, Func<T, TMatch, bool> condition) =>
        Sequence([]).Stage(Contiguity.Begin, stage, PatternSequence<TMatch>.Iterative(condition));

    /// <summary>A group: a sequence that takes quantifiers as a whole.</summary>
    public PatternSequence<TMatch> Begin(Func<PatternStart<TMatch>, PatternSequence<TMatch>> group) => Sequence([]).Group(Contiguity.Begin, group);

    /// <summary>Nothing: takes no event, and what follows begins at once. Only in patterns that are <c>Preferred</c>.</summary>
    public PatternSequence<TMatch> Nothing() => Sequence([new GroupPart(Contiguity.Begin, [])]);

    /// <summary>The beginning of the key's events; SQL's <c>^</c>. Takes no event. Only in patterns that are <c>Preferred</c>.</summary>
    public PatternSequence<TMatch> AtStart() => Sequence([new AnchorPart(Contiguity.Begin, IsStart: true)]);

    /// <summary>The end of the input; SQL's <c>$</c>. Takes no event. Only in patterns that are <c>Preferred</c>.</summary>
    public PatternSequence<TMatch> AtEnd() => Sequence([new AnchorPart(Contiguity.Begin, IsStart: false)]);

    /// <summary>Alternation: one of the sequences. Their matches are those of each of them.</summary>
    /// <exception cref="ArgumentException">There is no alternative.</exception>
    public PatternSequence<TMatch> Either(params ReadOnlySpan<Func<PatternStart<TMatch>, PatternSequence<TMatch>>> alternatives) =>
        Sequence([new ChoicePart(Contiguity.Begin, PartsOf(alternatives, nameof(alternatives)))]);

    /// <summary>All of the sequences in any order, strictly one after another.</summary>
    /// <exception cref="ArgumentException">There is none, or there are more than six.</exception>
    public PatternSequence<TMatch> Permute(params ReadOnlySpan<Func<PatternStart<TMatch>, PatternSequence<TMatch>>> sequences) =>
        Sequence([new ChoicePart(Contiguity.Begin, Orders.Of(PartsOf(sequences, nameof(sequences)), Contiguity.Next))]);

    /// <summary>All of the sequences in any order, with other events between them.</summary>
    /// <exception cref="ArgumentException">There is none, or there are more than six.</exception>
    public PatternSequence<TMatch> All(params ReadOnlySpan<Func<PatternStart<TMatch>, PatternSequence<TMatch>>> sequences) =>
        Sequence([new ChoicePart(Contiguity.Begin, Orders.Of(PartsOf(sequences, nameof(sequences)), Contiguity.FollowedBy))]);

    private PatternSequence<TMatch> Sequence(IReadOnlyList<PatternPart> parts) => new(shape, new PatternPlan(parts, shape.Names), isWhole);

    private List<IReadOnlyList<PatternPart>> PartsOf(
        ReadOnlySpan<Func<PatternStart<TMatch>, PatternSequence<TMatch>>> sequences, string name)
    {
        if (sequences.IsEmpty) throw new ArgumentException("Give at least one sequence, such as 'a => a.Begin(m => m.First)'.", name);
        var all = new List<IReadOnlyList<PatternPart>>(sequences.Length);
        foreach (var sequence in sequences) all.Add(sequence(new PatternStart<TMatch>(shape, isWhole: false)).Plan.Parts);
        return all;
    }
}
