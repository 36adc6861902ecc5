using Cep.Patterns.Agreement;

namespace Cep.Patterns;

/// <summary>Searches for preferred matches end when their time is up, whatever else happens or is heard of.</summary>
public sealed class PreferredDeadlineTests
{
    //  within 500 ns   a0 ── b100 ──────│500            other events end at 2000
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_deadline_before_the_end_of_the_log_comes_before_it(int batchSize)
    {
        var pattern = Pattern.Of<LetterMatch>()
            .Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'b').OneOrMore()
            .Within(TimeSpan.FromTicks(5)).Preferred().SkipPastLast();
        var found = PatternRun.Of<Letter, string>(
            [Letter(0, 'a'), Letter(100, 'b'), Letter(2000, 'z')],
            letters => letters.Where(x => x.Kind != 'z').Match(pattern).Select(m => $"{m.S0.Count} {m.S1.Count}"),
            new EngineOptions { ReadAhead = false, BatchSize = batchSize });
        Assert.Equal([(500, "1 1")], found.Select(row => (row.Time.Nanos, row.Value)));
    }

    //  The search from x has to be over by 300, but begins when that from a is over.
    [Fact]
    public void A_search_that_begins_after_its_time_is_over_at_once()
    {
        var pattern = Pattern.Of<LetterMatch>()
            .Begin(start => start.Either(
                a => a.Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'c'),
                x => x.Begin(m => m.S2, y => y.Kind == 'x').FollowedBy(m => m.S3, y => y.Kind == 'c').WithinPrevious(TimeSpan.FromTicks(2))))
            .Within(TimeSpan.FromTicks(5)).Preferred().SkipPastLast();
        var found = PatternRun.Of<Letter, string>(
            [Letter(0, 'a'), Letter(100, 'x'), Letter(900, 'z', "M"), Letter(2000, 'z')],
            letters => letters.Match(pattern).TimedOut(late => late.Reached));
        Assert.Equal([(500, "S0"), (500, "S2")], found.Select(row => (row.Time.Nanos, row.Value)));
    }

    //  As before, but z at 350 finds the time of the search from x over, when that search comes to it at 500.
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void What_a_late_search_finds_is_told_when_it_is_found(int batchSize)
    {
        var pattern = Pattern.Of<LetterMatch>()
            .Begin(start => start.Either(
                a => a.Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'c'),
                x => x.Begin(m => m.S2, y => y.Kind == 'x').FollowedBy(m => m.S3, y => y.Kind == 'c').WithinPrevious(TimeSpan.FromTicks(2))))
            .Within(TimeSpan.FromTicks(5)).Preferred().SkipPastLast();
        Letter[] letters = [Letter(0, 'a'), Letter(100, 'x'), Letter(350, 'z'), Letter(400, 'z', "M"), Letter(2000, 'z')];
        var options = new EngineOptions { ReadAhead = false, BatchSize = batchSize };
        Assert.Equal([(500, "S0"), (500, "S2")], PatternRun.Of<Letter, string>(letters, x => x.Match(pattern).TimedOut(late => late.Reached), options).Select(row => (row.Time.Nanos, row.Value)));
        Assert.Equal([(500, "S0 TimedOut"), (500, "S2 TimedOut")], PatternRun.Of<Letter, string>(letters, x => x.Match(pattern).Ended().Select(end => $"{end.Reached} {end.Cause}"), options).Select(row => (row.Time.Nanos, row.Value)));
    }

    private static Letter Letter(long nanos, char kind, string symbol = "L") => new(new EventTime(nanos), Symbol.Of(symbol), kind, 0);
}
