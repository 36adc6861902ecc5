using System.Numerics;

namespace Cep.Patterns.Running;

/// <summary>What is said of all matches together.</summary>
public sealed class MatchAggregateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Seconds 0    1    2    3    4
    // Prices  1    2    3    4    5     any two, the later one dearer: 0, 1, 2, 3 and 4 of them end at each
    [Fact]
    public void Count_says_how_many_matches_each_event_completes() =>
        Assert.Equal([1, 2, 3, 4], Run(m => m.Count(), Pairs(Minute), 1, 2, 3, 4, 5).Select(x => (int)x));

    // Within 3 seconds an event ends no pair with one three seconds before it.
    [Fact]
    public void What_began_at_the_bound_or_before_is_no_longer_counted() =>
        Assert.Equal([1, 2, 2, 2], Run(m => m.Count(), Pairs(TimeSpan.FromSeconds(3)), 1, 2, 3, 4, 5).Select(x => (int)x));

    [Fact]
    public void Sum_adds_an_event_once_for_each_match_that_has_it() =>
        Assert.Equal([1, 1 + 2, 1 + 2 + 3], Run(m => m.Sum(x => x.First, p => p.Price), Pairs(Minute), 1, 2, 3, 4));

    // 10^17 has neighbours 16 apart, so adding 1 to it leaves it as it is; here it cancels out and the ones stay.
    [Fact]
    public void Sum_is_exact_where_adding_doubles_is_not() =>
        Assert.Equal([1e17, 1e17, 1, 2], Run(m => m.Sum(x => x.First, p => p.Price), Pairs(Minute), 1e17, 1, -1e17, 1, 0));

    [Fact]
    public void Least_and_greatest_value_are_those_of_any_match()
    {
        Assert.Equal([4, 2, 2], Run(m => m.Min(x => x.First, p => p.Price), Pairs(Minute), 4, 2, 7, 5));
        Assert.Equal([4, 4, 7], Run(m => m.Max(x => x.First, p => p.Price), Pairs(Minute), 4, 2, 7, 5));
    }

    // 200 events choose 50: more than 127 bits hold.
    [Fact]
    public void Count_is_exact_beyond_any_width()
    {
        var sequence = Pattern.Of<Pair>().Begin(m => m.First).Times(50).AllowCombinations();
        var counts = Run(m => m.Count(), sequence.Within(TimeSpan.FromHours(1)).NoSkip(EventUse.Shared), [.. Enumerable.Range(1, 200).Select(i => (double)i)]);
        Assert.Equal(Choose(200, 50), counts.Aggregate(BigInteger.Zero, (sum, count) => sum + count));
    }

    [Fact]
    public void Patterns_that_must_be_listed_are_counted_all_the_same()
    {
        var rising = Pattern.Of<Pair>().Begin(m => m.First).FollowedByAny(m => m.Second, (p, m) => p.Price > m.First.Last.Price).Within(Minute);
        Assert.Equal([1, 3], Run(m => m.Count(), rising.NoSkip(EventUse.Shared), 4, 2, 3, 5).Select(x => (int)x));
        Assert.Equal([2, 4 + 2 + 3], Run(m => m.Sum(x => x.First, p => p.Price), rising.NoSkip(EventUse.Shared), 4, 2, 3, 5));
    }

    // Second 1 completes a pair and uses up all; second 3 completes the next.
    [Fact]
    public void Matching_begins_anew_after_a_match_that_uses_up_all_events()
    {
        var pairs = Pattern.Of<Pair>().Begin(m => m.First).FollowedByAny(m => m.Second).Within(Minute).NoSkip(EventUse.AllConsumed);
        Assert.Equal([1, 1], Run(m => m.Count(), pairs, 1, 2, 3, 4, 5).Select(x => (int)x));
        Assert.Equal([1 + 2, 3 + 4], Run(m => m.Select(x => x.First.Last.Price + x.Second.Last.Price), pairs, 1, 2, 3, 4, 5));
    }

    [Fact]
    public void All_events_can_be_used_up_only_without_skipping()
    {
        var sequence = Pattern.Of<Pair>().Begin(m => m.First).Next(m => m.Second);
        Assert.Contains("say it with NoSkip", Assert.Throws<InvalidOperationException>(() => sequence.SkipToNext(EventUse.AllConsumed)).Message, StringComparison.Ordinal);
    }

    // The third and the fourth event complete two and three pairs; the pairs that begin first come first.
    [Fact]
    public void First_matches_are_those_of_the_first_events()
    {
        Assert.Equal([1, 1, 2, 1, 2], Run(m => m.First(2).Select(x => x.First.Last.Price), Pairs(Minute), 1, 2, 3, 4));
        var rising = Pattern.Of<Pair>().Begin(m => m.First).FollowedByAny(m => m.Second, (p, m) => p.Price > m.First.Last.Price).Within(Minute);
        Assert.Equal([1, 1, 1], Run(m => m.First(1).Select(x => x.First.Last.Price), rising.NoSkip(EventUse.Shared), 1, 2, 3, 4));
    }

    [Fact]
    public void Counts_add_up_by_window()
    {
        var found = Run(
            m => m.Count().Tumbling(TimeSpan.FromSeconds(3)).Aggregate(BigInteger.Zero, (sum, count) => sum + count).Select(w => (int)w.Value),
            Pairs(Minute),
            1, 2, 3, 4, 5);
        Assert.Equal([1 + 2, 3 + 4], found);
    }

    private static Pattern<Pair> Pairs(TimeSpan within) =>
        Pattern.Of<Pair>().Begin(m => m.First).FollowedByAny(m => m.Second).Within(within).NoSkip(EventUse.Shared);

    private static IEnumerable<TOut> Run<TOut>(Func<MatchStream<Pair>, IObservable<TOut>> query, Pattern<Pair> pattern, params double[] prices)
    {
        var events = prices.Select((price, second) => new Print(new EventTime(second * 1_000_000_000L), Symbol.Of("A"), price)).ToList();
        return PatternRun.Of<Print, TOut>(events, stream => query(stream.Match(pattern))).Select(row => row.Value);
    }

    private static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return result;
    }

    internal readonly record struct Print(EventTime Time, Symbol Symbol, double Price) : IEvent;

    internal sealed class Pair
    {
        public Stage<Print> First { get; } = new();

        public Stage<Print> Second { get; } = new();
    }
}
