namespace Cep;

public sealed partial class PatternSequence<TMatch>
{
    /// <summary>Just so many times.</summary>
    /// <param name="count">At least 1.</param>
    public PatternSequence<TMatch> Times(int count) => Times(count, count);

    /// <summary>So many times at least and at most. From 0 times on it is optional.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The numbers are negative, the wrong way round, or both 0.</exception>
    public PatternSequence<TMatch> Times(int min, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, Math.Max(min, 1));
        return Quantify(q => q with { Min = Math.Max(min, 1), Max = max, IsOptional = q.IsOptional || min == 0 });
    }

    /// <summary>So many times or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="min"/> is negative.</exception>
    public PatternSequence<TMatch> TimesOrMore(int min) => Times(min, Quantifier.Unbounded);

    /// <summary>Once or more.</summary>
    public PatternSequence<TMatch> OneOrMore() => TimesOrMore(1);

    /// <summary>Any number of times, also none.</summary>
    public PatternSequence<TMatch> ZeroOrMore() => TimesOrMore(0);

    /// <summary>As often as it says, or not at all.</summary>
    public PatternSequence<TMatch> Optional() => Quantify(q => q with { IsOptional = true });

    /// <summary>
    /// The part takes what it can before the next begins: an event that satisfies the loop is neither taken nor skipped by
    /// the next part. In patterns with <see cref="Preferred"/>, where it is the rule, more times are preferred to fewer.
    /// </summary>
    public PatternSequence<TMatch> Greedy() => Quantify(q => q with { IsGreedy = true, IsReluctant = false });

    /// <summary>Fewer times are preferred to more; only for patterns with <see cref="Preferred"/>.</summary>
    public PatternSequence<TMatch> Reluctant() => Quantify(q => q with { IsReluctant = true, IsGreedy = false });

    /// <summary>Between one time and the next there is no other event. Without it other events are skipped.</summary>
    public PatternSequence<TMatch> Consecutive() => Quantify(q => q with { Loop = Contiguity.Next });

    /// <summary>Between one time and the next any events are skipped, also those that satisfy the condition.</summary>
    public PatternSequence<TMatch> AllowCombinations() => Quantify(q => q with { Loop = Contiguity.FollowedByAny });

    /// <summary>
    /// An event that satisfies the condition ends the loop: the loop neither takes nor skips it. The next part may take it,
    /// and what was complete before stays complete. The condition states its type: <c>.Until((Trade trade) =&gt; …)</c>.
    /// </summary>
    public PatternSequence<TMatch> Until<T>(Func<T, bool> condition) => Quantify(q => q with { Until = Simple(condition) });

    /// <inheritdoc cref="Until{T}(Func{T, bool})"/>
    public PatternSequence<TMatch> Until<T>(Func<T, TMatch, bool> condition) => Quantify(q => q with { Until = Iterative(condition) });

    /// <summary>What the part takes is seen by conditions, but is no part of the result.</summary>
    public PatternSequence<TMatch> Excluded() => WithLast(part => part with { IsExcluded = true }, nameof(Excluded));

    /// <summary>
    /// How long the part may be waited for after the event before it: a partial match dies at that event's time plus
    /// <paramref name="time"/>, before events of that time. With a quantifier each time that is needed is waited for no
    /// longer, but not the last possible one, nor those beyond the least number of an unbounded one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not positive, or 292 years and more.</exception>
    public PatternSequence<TMatch> WithinPrevious(TimeSpan time) => Wait(TimeLimit.Of(time));

    /// <summary>
    /// As <see cref="WithinPrevious(TimeSpan)"/>, in trading time; what counts of it is said at
    /// <see cref="Within(TimeSpan, TradingTime)"/>. All limits in trading time of a pattern have the same <paramref name="clock"/>.
    /// </summary>
    /// <param name="time">More than zero, less than 292 years.</param>
    /// <param name="clock">The trading time of a market; an event outside its calendar becomes a dead letter.</param>
    /// <inheritdoc cref="WithinPrevious(TimeSpan)" path="/exception"/>
    public PatternSequence<TMatch> WithinPrevious(TimeSpan time, TradingTime clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Wait(TimeLimit.Of(time, clock));
    }

    private PatternSequence<TMatch> Wait(TimeLimit limit) =>
        With(Plan with { Parts = [.. Plan.Parts.SkipLast(1), Plan.Parts[^1] with { Wait = limit }] });

    private PatternSequence<TMatch> Quantify(Func<Quantifier, Quantifier> change) =>
        WithLast(part => part with { Quantifier = change(part.Quantifier) }, "How often");
}
