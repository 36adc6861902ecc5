namespace Cep;

public sealed partial class PatternSequence<TMatch>
{
    /// <summary>
    /// How long a match may span: a partial match dies at the time of its first event plus <paramref name="time"/>, before
    /// events of that time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not positive, or 292 years and more.</exception>
    /// <exception cref="InvalidOperationException">This is a group.</exception>
    public PatternSequence<TMatch> Within(TimeSpan time)
    {
        var limit = TimeLimit.Of(time);
        return Whole(Plan with { Within = limit }, nameof(Within));
    }

    /// <summary>
    /// How long a match may span in trading time: the time in which the market is closed does not count, so a match may begin
    /// before a close and end after the next opening. A deadline at the end of a day's trading is that day's close. Nor does
    /// the time in which the key is halted count, when <c>Match</c> is given the statuses: a halt that comes later puts the
    /// deadline off. Without statuses time goes by the calendar alone.
    /// </summary>
    /// <param name="time">More than zero, less than 292 years.</param>
    /// <param name="clock">The trading time of a market; an event outside its calendar becomes a dead letter.</param>
    /// <inheritdoc cref="Within(TimeSpan)" path="/exception"/>
    public PatternSequence<TMatch> Within(TimeSpan time, TradingTime clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var limit = TimeLimit.Of(time, clock);
        return Whole(Plan with { Within = limit }, nameof(Within));
    }

    /// <summary>Allows partial matches that wait for ever. Without it such a pattern is refused.</summary>
    /// <exception cref="InvalidOperationException">This is a group.</exception>
    public PatternSequence<TMatch> AllowUnbounded() => Whole(Plan with { AllowsUnbounded = true }, nameof(AllowUnbounded));

    /// <summary>
    /// Of the matches that begin at an event only the preferred one counts, as in SQL's MATCH_RECOGNIZE: more times before
    /// fewer, with <see cref="Reluctant"/> fewer before more, earlier alternatives before later ones. Without it all count.
    /// </summary>
    /// <exception cref="InvalidOperationException">This is a group.</exception>
    public PatternSequence<TMatch> Preferred() => Whole(Plan with { IsPreferred = true }, nameof(Preferred));

    /// <summary>Every match counts; none stands in the way of another, unless it uses up events.</summary>
    public Pattern<TMatch> NoSkip(EventUse use) => Complete(new SkipStrategy(SkipKind.NoSkip, [], use));

    /// <summary>After a match no other one that begins at its first event or before it.</summary>
    public Pattern<TMatch> SkipToNext(EventUse use) => Complete(new SkipStrategy(SkipKind.ToNext, [], use));

    /// <summary>After a match no other one that begins at its last event or before it. So no event belongs to two matches.</summary>
    public Pattern<TMatch> SkipPastLast() => Complete(new SkipStrategy(SkipKind.PastLast, [], EventUse.Shared));

    /// <summary>After a match no other one that begins before the first event of a stage; nothing is skipped when the stage is empty.</summary>
    public Pattern<TMatch> SkipToFirst<T>(Func<TMatch, Stage<T>> stage, EventUse use) =>
        SkipToFirst(use, stage);

    /// <summary>After a match no other one that begins before the first event of any of some stages; nothing is skipped when all are empty.</summary>
    /// <exception cref="ArgumentException">No stage is named.</exception>
    public Pattern<TMatch> SkipToFirst<T>(EventUse use, params ReadOnlySpan<Func<TMatch, Stage<T>>> stages) =>
        Complete(new SkipStrategy(SkipKind.ToFirst, NumbersOf(stages, nameof(stages)), use));

    /// <summary>After a match no other one that begins before the last event of a stage; nothing is skipped when the stage is empty.</summary>
    public Pattern<TMatch> SkipToLast<T>(Func<TMatch, Stage<T>> stage, EventUse use) =>
        SkipToLast(use, stage);

    /// <summary>After a match no other one that begins before the last event of any of some stages; nothing is skipped when all are empty.</summary>
    /// <exception cref="ArgumentException">No stage is named.</exception>
    public Pattern<TMatch> SkipToLast<T>(EventUse use, params ReadOnlySpan<Func<TMatch, Stage<T>>> stages) =>
        Complete(new SkipStrategy(SkipKind.ToLast, NumbersOf(stages, nameof(stages)), use));

    private int[] NumbersOf<T>(ReadOnlySpan<Func<TMatch, Stage<T>>> stages, string name)
    {
        if (stages.IsEmpty) throw new ArgumentException("Name at least one stage, such as 'm => m.Falls'.", name);
        var numbers = new int[stages.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = shape.NumberOf(stages[i]);
        return numbers;
    }

    private Pattern<TMatch> Complete(SkipStrategy skip)
    {
        if (skip is { Use: EventUse.AllConsumed, Kind: not SkipKind.NoSkip })
        {
            throw new InvalidOperationException("EventUse.AllConsumed begins anew after a match, so nothing is left to skip; say it with NoSkip.");
        }

        var plan = Whole(Plan with { Skip = skip }, "A skip strategy").Plan;
        PatternCheck.Check(plan);
        return new Pattern<TMatch>(shape, plan);
    }
}
