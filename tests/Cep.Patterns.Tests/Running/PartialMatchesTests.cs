using Cep.Patterns.Agreement;

namespace Cep.Patterns;

/// <summary>Who looks at a run sees which partial matches are alive, at which stage and since when.</summary>
public sealed class PartialMatchesTests
{
    // A has a, then b, then another a; B has a and b; C has a. The last letter is nothing to the pattern.
    private static readonly Letter[] Some =
        [At(0, "A", 'a'), At(1, "A", 'b'), At(1, "B", 'a'), At(2, "A", 'a'), At(3, "B", 'b'), At(4, "C", 'a'), At(5, "D", 'z')];

    private static PatternSequence<LetterMatch> Sequence =>
        Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'b').FollowedBy(m => m.S2, x => x.Kind == 'c');

    [Fact]
    public void Partial_matches_stand_at_the_stage_that_took_their_last_event()
    {
        const string Expected = "4 in 3 [S0 2 S1 2] since 0, limit 0: A 2 [S0 1 S1 1] since 0; B 1 [S1 1] since 1; C 1 [S0 1] since 4";
        var pattern = Sequence.Within(Nanos(100)).NoSkip(EventUse.Shared);
        Assert.True(StepReader.CanRead(Compiler.Compile(pattern.Plan)));
        Assert.Equal(Expected, ViewOf(Some, pattern));

        // A limit of its own makes the automaton run it.
        Assert.Equal(Expected, ViewOf(Some, pattern.MaxPartialMatches(100, PartialMatchLimit.DropOldest)));
    }

    [Fact]
    public void Of_a_preferred_pattern_the_search_under_way_counts()
    {
        var pattern = Sequence.Within(Nanos(100)).Preferred().SkipPastLast();
        Assert.Equal("3 in 3 [S0 1 S1 2] since 0, limit 0: A 1 [S1 1] since 0; B 1 [S1 1] since 1; C 1 [S0 1] since 4", ViewOf(Some, pattern));
    }

    [Fact]
    public void A_partial_match_whose_time_is_up_is_gone_without_another_event_of_its_key()
    {
        // A's first a dies at 4, B's at 5, before the last event; the strict ones all the more.
        var pattern = Sequence.Within(Nanos(4)).NoSkip(EventUse.Shared);
        Assert.Equal("2 in 2 [S0 2] since 2, limit 0: A 1 [S0 1] since 2; C 1 [S0 1] since 4", ViewOf(Some, pattern));

        var strict = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').Next(m => m.S1, x => x.Kind == 'b').Next(m => m.S2, x => x.Kind == 'c')
            .Within(Nanos(4)).NoSkip(EventUse.Shared);
        Assert.NotNull(StrictChain.Of(Compiler.Compile(strict.Plan)));
        Assert.Equal("2 in 2 [S0 2] since 2, limit 0: A 1 [S0 1] since 2; C 1 [S0 1] since 4", ViewOf(Some, strict));
    }

    [Fact]
    public void Shared_partial_matches_are_counted_one_by_one()
    {
        // Each b goes with each a before it, and every a waits on: 3 at S0, and 3 + 3 at S1, of which those of the first b go with both c.
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedByAny(m => m.S1, x => x.Kind == 'b')
            .FollowedByAny(m => m.S2, x => x.Kind == 'c').Within(Nanos(100)).NoSkip(EventUse.Shared);
        Letter[] letters = [At(0, "A", 'a'), At(1, "A", 'a'), At(2, "A", 'a'), At(3, "A", 'b'), At(4, "A", 'b'), At(5, "A", 'c')];
        Assert.Equal("9 in 1 [S0 3 S1 6] since 0, limit 0: A 9 [S0 3 S1 6] since 0", ViewOf(letters, pattern));
        Assert.Equal("2 in 1 [S0 1 S1 1] since 2, limit 0: A 2 [S0 1 S1 1] since 2", TextOf(letters, stream => stream.Match(pattern).Count()));
    }

    [Theory]
    [InlineData(PartialMatchLimit.DropOldest, "2 in 1 [S0 2] since 1, limit 1: A 2 [S0 2] since 1")]
    [InlineData(PartialMatchLimit.Fault, "2 in 1 [S0 2] since 0, limit 1: A 2 [S0 2] since 0")]
    public void Events_that_meet_the_limit_are_counted(PartialMatchLimit atLimit, string expected)
    {
        var pattern = Sequence.Within(Nanos(100)).NoSkip(EventUse.Shared).MaxPartialMatches(2, atLimit);
        Assert.Equal(expected, ViewOf([At(0, "A", 'a'), At(1, "A", 'a'), At(2, "A", 'a')], pattern));
    }

    // After a and the first b one way waits for a c and one for another b. The second b would make three; of them the one that
    // would rather have had another b is the least preferred.
    [Theory]
    [InlineData(PartialMatchLimit.DropOldest, "2 in 1 [S1 2] since 0, limit 1: A 2 [S1 2] since 0")]
    [InlineData(PartialMatchLimit.Fault, "2 in 1 [S0 1 S1 1] since 0, limit 1: A 2 [S0 1 S1 1] since 0")]
    public void Ways_of_a_search_that_meet_the_limit_are_counted(PartialMatchLimit atLimit, string expected)
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedByAny(m => m.S1, x => x.Kind == 'b')
            .FollowedBy(m => m.S2, (x, m) => x.Kind == 'c' && m.S1.Count == 1)
            .Within(Nanos(100)).Preferred().SkipPastLast().MaxPartialMatches(2, atLimit);
        Assert.Equal(expected, ViewOf([At(0, "A", 'a'), At(1, "A", 'b'), At(2, "A", 'b')], pattern));
    }

    // For 100,000 partial matches there may be a million nodes. The n-th event adds one for each of the five stages and joins
    // each of the five sets to what is there already, but for the first of each: 10 n - 25 together, and 10 more might come
    // with the next. So after 100,002 events none is taken any more.
    [Fact]
    public void Events_for_which_shared_partial_matches_have_no_room_are_dead_letters_and_counted()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedByAny(m => m.S1, x => x.Kind == 'a')
            .FollowedByAny(m => m.S2, x => x.Kind == 'a').FollowedByAny(m => m.S3, x => x.Kind == 'a').FollowedByAny(m => m.S4, x => x.Kind == 'a')
            .FollowedByAny(m => m.S5, x => x.Kind == 'z').Within(Nanos(1_000_000)).NoSkip(EventUse.Shared);
        Letter[] letters = [.. Enumerable.Range(0, 100_005).Select(i => At(i, "A", 'a'))];
        var view = PatternRun.PartialMatchesOf<Letter, int>(letters, stream => stream.Match(pattern).Select(_ => 0));
        Assert.Equal(3, view.LimitStruck);
        Assert.Equal(100_002, view.ByStage["S0"]);
        Assert.Equal(100_002L * 100_001 / 2, view.ByStage["S1"]);

        var letter = Assert.Throws<DeadLetterException>(() => PatternRun.Of<Letter, int>(letters, stream => stream.Match(pattern).Select(_ => 0)));
        Assert.Contains("more than 1000000 nodes for the partial matches of this key; narrow its conditions, shorten .Within", letter.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_keys_are_named_as_are_asked_for()
    {
        Letter[] letters = [.. Enumerable.Range(0, 12).Select(i => At(i / 2, $"K{i:00}", 'a'))];
        var pattern = Sequence.Within(Nanos(100)).NoSkip(EventUse.Shared);
        var atEnd = PatternRun.PartialMatchesOf<Letter, int>(letters, stream => stream.Match(pattern).Select(_ => 0));
        Assert.Equal((12, 12, PartialMatches.DefaultKeysMax), (atEnd.Alive, atEnd.Keys, atEnd.OldestKeys.Count));

        var seen = PatternRun.PartialMatchesAt<Letter, int>(new EventTime(300), 3, letters, stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { ReadAhead = false, Shards = 2 });
        Assert.Equal(6, seen.Alive);
        Assert.Equal(["K00", "K01", "K02"], seen.OldestKeys.Select(key => key.Key));
    }

    private static string ViewOf(Letter[] letters, Pattern<LetterMatch> pattern) => TextOf(letters, stream => stream.Match(pattern).Select(_ => 0));

    private static string TextOf<T>(Letter[] letters, Func<EventStream<Letter>, IObservable<T>> query) => PartialMatchesText.Of(PatternRun.PartialMatchesOf(letters, query));

    private static Letter At(int hundreds, string key, char kind) => new(new EventTime(hundreds * 100), Symbol.Of(key), kind, 0);

    private static TimeSpan Nanos(int hundreds) => new(hundreds);
}
