namespace Cep.Patterns.Running;

/// <summary>Some of the matches that are given out together.</summary>
public sealed class SelectionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Seconds 0 a, 1 b, 2 b, 3 nothing, 4 c. The matches are a b c with the first b and a b b c with both; of their third
    // events that of the shorter one comes later.
    [Fact]
    public void The_event_in_which_matches_differ_first_decides_which_is_the_last()
    {
        var pattern = Pattern.Of<Steps>()
            .Begin(m => m.A, x => x.Kind == 'a')
            .FollowedBy(m => m.B, x => x.Kind == 'b').OneOrMore().AllowCombinations()
            .FollowedByAny(m => m.C, x => x.Kind == 'c')
            .Within(Minute)
            .NoSkip(EventUse.Shared);
        Assert.Equal(["0 1 2 4", "0 1 4"], Run("abbxc", m => m, pattern));
        Assert.Equal(["0 1 4"], Run("abbxc", m => m.Last(), pattern));
        Assert.Equal(["0 1 2 4"], Run("abbxc", m => m.Maximal(), pattern));
    }

    // Of 60 events 30 are taken in any way: 10^17 matches, of which the last is that of the 30 newest events.
    [Fact]
    public void The_last_match_is_found_without_listing_the_others()
    {
        var pattern = Pattern.Of<Steps>().Begin(m => m.A).Times(30).AllowCombinations().Within(TimeSpan.FromHours(1)).NoSkip(EventUse.Shared);
        var expected = Enumerable.Range(0, 31).Select(first => string.Join(' ', Enumerable.Range(first, 30)));
        Assert.Equal(expected, Run(new string('a', 60), m => m.Last(), pattern));
    }

    // Each event completes all runs that end with it; the longest has the others in it. b ends them all.
    [Fact]
    public void Maximal_matches_are_part_of_no_other()
    {
        var runs = Pattern.Of<Steps>().Begin(m => m.A, x => x.Kind == 'a').OneOrMore().Consecutive().Within(Minute).NoSkip(EventUse.Shared);
        Assert.Equal(["0", "0 1", "0 1 2", "4", "4 5"], Run("aaabaa", m => m.Maximal(), runs));
    }

    // Two ways to have the same events, neither of which has more; and with the second event excluded, one that has less.
    [Fact]
    public void Matches_of_the_same_events_are_both_maximal_and_excluded_events_do_not_count()
    {
        var either = Pattern.Of<Steps>()
            .Begin(g => g.Either(x => x.Begin(m => m.A).Next(m => m.B), x => x.Begin(m => m.A).Next(m => m.C)))
            .Within(Minute)
            .NoSkip(EventUse.Shared);
        Assert.Equal(["0 1", "0 1"], Run("aa", m => m.Maximal(), either));
        var less = Pattern.Of<Steps>()
            .Begin(g => g.Either(x => x.Begin(m => m.A).Next(m => m.B), x => x.Begin(m => m.A).Next(m => m.C).Excluded()))
            .Within(Minute)
            .NoSkip(EventUse.Shared);
        Assert.Equal(["0 1"], Run("aa", m => m.Maximal(), less));
    }

    // The skip strategy leaves of the matches that end at the third event the one of the first.
    [Fact]
    public void A_selection_is_made_among_what_the_skip_rule_leaves()
    {
        var pairs = Pattern.Of<Steps>().Begin(m => m.A, x => x.Kind == 'a').FollowedByAny(m => m.B, x => x.Kind == 'b').Within(Minute);
        Assert.Equal(["1 2"], Run("aab", m => m.Last(), pairs.NoSkip(EventUse.Shared)));
        Assert.Equal(["0 2"], Run("aab", m => m.Last(), pairs.SkipPastLast()));
    }

    [Fact]
    public void What_is_selected_is_a_stream_like_any_other()
    {
        var pairs = Pattern.Of<Steps>().Begin(m => m.A).FollowedByAny(m => m.B).Within(Minute).NoSkip(EventUse.Shared);
        Assert.Equal(["2"], Run("aaaa", m => m.Last().Where(x => x.A.First.Time.Nanos == 2_000_000_000), pairs, x => $"{x.A.Sequences[0]}"));
    }

    [Fact]
    public void Of_no_matches_none_is_the_first()
    {
        var pairs = Pattern.Of<Steps>().Begin(m => m.A).FollowedByAny(m => m.B).Within(Minute).NoSkip(EventUse.Shared);
        var refused = Assert.Throws<RuleException>(() => Run("aa", m => m.First(0), pairs));
        Assert.Contains("count ('0') must be greater than or equal to '1'", refused.Message, StringComparison.Ordinal);
    }

    private static List<string> Run(string kinds, Func<MatchStream<Steps>, EventStream<Steps>> select, Pattern<Steps> pattern, Func<Steps, string>? text = null)
    {
        text ??= m => string.Join(' ', m.All.Sequences);
        var events = kinds.Select((kind, second) => new Print(new EventTime(second * 1_000_000_000L), Symbol.Of("A"), kind)).ToList();
        return [.. PatternRun.Of<Print, string>(events, stream => select(stream.Match(pattern)).Select(text)).Select(row => row.Value)];
    }

    internal readonly record struct Print(EventTime Time, Symbol Symbol, char Kind) : IEvent;

    internal sealed class Steps
    {
        public Stage<Print> A { get; } = new();

        public Stage<Print> B { get; } = new();

        public Stage<Print> C { get; } = new();

        public AllStages<Print> All { get; } = new();
    }
}
