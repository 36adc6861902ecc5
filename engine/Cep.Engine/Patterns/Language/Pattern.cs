namespace Cep;

/// <summary>Where a pattern begins.</summary>
public static class Pattern
{
    /// <summary>
    /// Begins a pattern whose stages are the members of a class:
    /// <code>
    /// var pattern = Pattern.Of&lt;VShape&gt;()
    ///     .Begin(m =&gt; m.Falls, (trade, m) =&gt; m.Falls.IsEmpty || trade.Price &lt; m.Falls.Last.Price).TimesOrMore(3).Consecutive()
    ///     .Next(m =&gt; m.Rises, (trade, m) =&gt; trade.Price &gt; m.All.Last.Price).Times(3).Consecutive()
    ///     .Within(TimeSpan.FromSeconds(60))
    ///     .SkipPastLast();
    /// </code>
    /// </summary>
    /// <typeparam name="TMatch">A class whose members of type <see cref="Stage{T}"/> are the stages; see there.</typeparam>
    /// <exception cref="ArgumentException"><typeparamref name="TMatch"/> has no stages.</exception>
    public static PatternStart<TMatch> Of<TMatch>()
        where TMatch : class, new() => new(new MatchShape<TMatch>(), isWhole: true);
}

/// <summary>A whole pattern: what is searched for and where matching resumes after a match. Immutable, safe on any thread.</summary>
/// <typeparam name="TMatch">The class of its matches.</typeparam>
public sealed class Pattern<TMatch>
    where TMatch : class, new()
{
    internal Pattern(MatchShape<TMatch> shape, PatternPlan plan)
    {
        Shape = shape;
        Plan = plan;
    }

    internal MatchShape<TMatch> Shape { get; }

    internal PatternPlan Plan { get; }

    /// <summary>
    /// Bounds the partial matches of a key that are kept; without it 100,000 and <see cref="PartialMatchLimit.Fault"/>.
    /// </summary>
    /// <param name="count">The most partial matches of a key; at least 1.</param>
    /// <param name="atLimit">What is done with one more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public Pattern<TMatch> MaxPartialMatches(int count, PartialMatchLimit atLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Pattern<TMatch>(Shape, Plan with { MaxPartialMatches = count, AtLimit = atLimit });
    }
}
