namespace Cep;

public sealed partial class PatternSequence<TMatch>
{
    /// <summary>Strict contiguity: the very next event is of the stage.</summary>
    public PatternSequence<TMatch> Next<T>(Func<TMatch, Stage<T>> stage) => Stage(Contiguity.Next, stage, new AnyCondition<T>());

    /// <inheritdoc cref="Next{T}(Func{TMatch, Stage{T}})"/>
    public PatternSequence<TMatch> Next<T>(Func<TMatch, Stage<T>> stage, Func<T, bool> condition) => Stage(Contiguity.Next, stage, Simple(condition));

    /// <inheritdoc cref="Next{T}(Func{TMatch, Stage{T}})"/>
    public PatternSequence<TMatch> Next<T>(Func<TMatch, Stage<T>> stage, Func<T, TMatch, bool> condition) =>
        Stage(Contiguity.Next, stage, Iterative(condition));

    /// <summary>Strict contiguity of a group: the very next event is its first.</summary>
    public PatternSequence<TMatch> Next(Func<PatternStart<TMatch>, PatternSequence<TMatch>> group) => Group(Contiguity.Next, group);

    /// <summary>Relaxed contiguity: the next event that satisfies the condition; others before it are skipped.</summary>
    public PatternSequence<TMatch> FollowedBy<T>(Func<TMatch, Stage<T>> stage) => Stage(Contiguity.FollowedBy, stage, new AnyCondition<T>());

    /// <inheritdoc cref="FollowedBy{T}(Func{TMatch, Stage{T}})"/>
    public PatternSequence<TMatch> FollowedBy<T>(Func<TMatch, Stage<T>> stage, Func<T, bool> condition) =>
        Stage(Contiguity.FollowedBy, stage, Simple(condition));

    /// <inheritdoc cref="FollowedBy{T}(Func{TMatch, Stage{T}})"/>
    public PatternSequence<TMatch> FollowedBy<T>(Func<TMatch, Stage<T>> stage, Func<T, TMatch, bool> condition) =>
        Stage(Contiguity.FollowedBy, stage, Iterative(condition));

    /// <summary>Relaxed contiguity of a group.</summary>
    public PatternSequence<TMatch> FollowedBy(Func<PatternStart<TMatch>, PatternSequence<TMatch>> group) => Group(Contiguity.FollowedBy, group);

    /// <summary>Non-deterministic relaxed contiguity: any later event that satisfies the condition; each makes a match of its own.</summary>
    public PatternSequence<TMatch> FollowedByAny<T>(Func<TMatch, Stage<T>> stage) => Stage(Contiguity.FollowedByAny, stage, new AnyCondition<T>());

    /// <inheritdoc cref="FollowedByAny{T}(Func{TMatch, Stage{T}})"/>
    public PatternSequence<TMatch> FollowedByAny<T>(Func<TMatch, Stage<T>> stage, Func<T, bool> condition) =>
        Stage(Contiguity.FollowedByAny, stage, Simple(condition));

    /// <inheritdoc cref="FollowedByAny{T}(Func{TMatch, Stage{T}})"/>
    public PatternSequence<TMatch> FollowedByAny<T>(Func<TMatch, Stage<T>> stage, Func<T, TMatch, bool> condition) =>
        Stage(Contiguity.FollowedByAny, stage, Iterative(condition));

    /// <summary>Non-deterministic relaxed contiguity of a group.</summary>
    public PatternSequence<TMatch> FollowedByAny(Func<PatternStart<TMatch>, PatternSequence<TMatch>> group) => Group(Contiguity.FollowedByAny, group);

    /// <summary>The very next event does not satisfy the condition. The stage takes no event; it is only named.</summary>
    /// <exception cref="InvalidOperationException">The part before it is optional.</exception>
    public PatternSequence<TMatch> NotNext<T>(Func<TMatch, Stage<T>> stage, Func<T, bool> condition) => Stage(Contiguity.NotNext, stage, Simple(condition));

    /// <inheritdoc cref="NotNext{T}(Func{TMatch, Stage{T}}, Func{T, bool})"/>
    public PatternSequence<TMatch> NotNext<T>(Func<TMatch, Stage<T>> stage, Func<T, TMatch, bool> condition) =>
        Stage(Contiguity.NotNext, stage, Iterative(condition));

    /// <summary>
    /// No event that satisfies the condition comes before the next part; at the end of a pattern, before its time is up,
    /// which needs <see cref="Within(TimeSpan)"/> or <see cref="WithinPrevious(TimeSpan)"/>. The stage takes no event; it is only named.
    /// </summary>
    public PatternSequence<TMatch> NotFollowedBy<T>(Func<TMatch, Stage<T>> stage, Func<T, bool> condition) =>
        Stage(Contiguity.NotFollowedBy, stage, Simple(condition));

    /// <inheritdoc cref="NotFollowedBy{T}(Func{TMatch, Stage{T}}, Func{T, bool})"/>
    public PatternSequence<TMatch> NotFollowedBy<T>(Func<TMatch, Stage<T>> stage, Func<T, TMatch, bool> condition) =>
        Stage(Contiguity.NotFollowedBy, stage, Iterative(condition));
}
