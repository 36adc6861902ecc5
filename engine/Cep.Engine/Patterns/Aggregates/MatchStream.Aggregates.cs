using System.Numerics;

namespace Cep;

/// <content>What is known of all matches together.</content>
public sealed partial class MatchStream<TMatch>
{
    /// <summary>
    /// How many matches each event completes; nothing for an event that completes none. Add them up by window with
    /// <c>.Count().Tumbling(size).Aggregate(BigInteger.Zero, (sum, count) =&gt; sum + count)</c>.
    /// </summary>
    /// <remarks>
    /// Exact, however many they are. With <c>NoSkip</c>, <c>Within</c> and conditions that look at the event alone no match is
    /// listed: an event costs the same whatever the time span and the number of matches. Any other pattern lists its matches.
    /// The cause of a result is the event that completes the matches.
    /// </remarks>
    public EventStream<BigInteger> Count() => new MatchAggregateStream<TMatch, ExactNumber, BigInteger, MatchCount>(pattern, inputs, null);

    /// <summary>The sum of a number over the events of a stage in all matches that an event completes. An event in two matches counts twice.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="selector">The number. One that is infinite or not a number is a fault.</param>
    /// <remarks>Added without rounding, and rounded once when given out. For the rest as <see cref="Count"/>.</remarks>
    public EventStream<double> Sum<T>(Func<TMatch, Stage<T>> stage, Func<T, double> selector) =>
        Aggregate<T, MatchSum, MatchSum>(stage, selector);

    /// <summary>The least number among the events of a stage in all matches that an event completes; not a number when there is none.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="selector">The number. One that is not a number is passed over.</param>
    /// <remarks>As <see cref="Count"/>.</remarks>
    public EventStream<double> Min<T>(Func<TMatch, Stage<T>> stage, Func<T, double> selector) => Aggregate<T, double, MatchMin>(stage, selector);

    /// <summary>The greatest number among the events of a stage in all matches that an event completes; not a number when there is none.</summary>
    /// <inheritdoc cref="Min"/>
    public EventStream<double> Max<T>(Func<TMatch, Stage<T>> stage, Func<T, double> selector) => Aggregate<T, double, MatchMax>(stage, selector);

    private MatchAggregateStream<TMatch, TValue, double, TAlgebra> Aggregate<T, TValue, TAlgebra>(Func<TMatch, Stage<T>> stage, Func<T, double> selector)
        where TValue : struct
        where TAlgebra : struct, IMatchAlgebra<TValue, double>
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new MatchAggregateStream<TMatch, TValue, double, TAlgebra>(pattern, inputs, new StageValue<T>(pattern.Shape.NumberOf(stage), selector));
    }
}
