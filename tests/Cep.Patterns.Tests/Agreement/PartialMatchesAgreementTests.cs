namespace Cep.Patterns.Agreement;

/// <summary>
/// Random patterns: which partial matches are alive does not depend on the plan that runs the pattern, on shards or on
/// batches, neither at the end nor where a run is looked at on its way.
/// </summary>
public sealed class PartialMatchesAgreementTests
{
    private const int Seeds = 600;

    [Fact]
    public void All_plans_shards_and_batches_have_the_same_partial_matches()
    {
        var (alive, shared) = (0L, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var drawn = new RandomPattern(seed);
            var pattern = drawn.Pattern;
            if (StepReader.CanRead(Compiler.Compile(pattern.Plan))) shared++;
            var random = new Random(seed);
            var letters = Letters(random);
            var middle = letters[random.Next(letters.Count)].Time;
            var one = new EngineOptions { ReadAhead = false };
            var other = new EngineOptions { ReadAhead = false, BatchSize = random.Next(1, 12), Shards = random.Next(1, 4) };

            var end = PatternRun.PartialMatchesOf<Letter, int>(letters, stream => TimedOut(stream.Match(pattern)).Select(_ => 0), one);
            Check(seed, drawn, end, PatternRun.PartialMatchesOf<Letter, int>(letters, stream => stream.Match(pattern).Select(_ => 0), other));
            Check(seed, drawn, end, PatternRun.PartialMatchesOf<Letter, int>(letters, stream => TimedOut(stream.Match(pattern)).Select(_ => 0), other));

            var seen = PatternRun.PartialMatchesAt<Letter, int>(middle, 5, letters, stream => TimedOut(stream.Match(pattern)).Select(_ => 0), one);
            Check(seed, drawn, seen, PatternRun.PartialMatchesAt<Letter, int>(middle, 5, letters, stream => stream.Match(pattern).Select(_ => 0), other));
            alive += end.Alive + seen.Alive;
        }

        Assert.True(alive > Seeds, "So few partial matches prove little.");
        Assert.True(shared > Seeds / 100, "So few shared plans prove little.");
    }

    [Fact]
    public void Late_events_count_where_they_belong_for_any_shards()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var drawn = new RandomPattern(seed);
            var letters = Letters(new Random(seed));
            PartialMatches With(int shards, TimeSpan lateness) => PatternRun.PartialMatchesOf<Letter, int>(
                letters, stream => TimedOut(stream.Match(drawn.Pattern)).Select(_ => 0), new EngineOptions { ReadAhead = false, Shards = shards, Timing = new FeedTiming { AllowedLateness = lateness } });

            var plain = With(1, TimeSpan.Zero);
            Check(seed, drawn, plain, With(1, TimeSpan.FromTicks(5)));
            Check(seed, drawn, plain, With(3, TimeSpan.FromTicks(5)));
        }
    }

    [Fact]
    public void They_survive_a_restart_from_a_snapshot()
    {
        var alive = 0L;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var drawn = new RandomPattern(seed);
            var pattern = seed % 4 == 0 ? PreferredPattern.Draw(new Random(seed)) : drawn.Pattern;
            var random = new Random(seed);
            var letters = Letters(random);
            EngineOptions Draw() => new() { ReadAhead = false, BatchSize = random.Next(1, 12), Shards = random.Next(1, 4) };
            var (before, after) = PatternRun.PartialMatchesOverRestart<Letter, string>(
                letters[random.Next(letters.Count)].Time, letters,
                seed % 3 == 0 ? stream => stream.Match(pattern).Count().Select(count => $"{count}") : stream => stream.Match(pattern).Select(_ => ""), Draw(), Draw());
            Check(seed, drawn, before, after);
            alive += before.Alive;
        }

        Assert.True(alive > Seeds / 2, "So few partial matches prove little.");
    }

    private static void Check(int seed, RandomPattern pattern, PartialMatches expected, PartialMatches actual) =>
        Assert.True(
            PartialMatchesText.Of(expected) == PartialMatchesText.Of(actual),
            $"seed {seed}: {PartialMatchesText.Of(actual)} instead of {PartialMatchesText.Of(expected)}; {pattern}");

    private static MatchStream<LetterMatch> TimedOut(MatchStream<LetterMatch> matches)
    {
        matches.TimedOut();
        return matches;
    }

    private static List<Letter> Letters(Random random)
    {
        var letters = new List<Letter>();
        var time = 0L;
        for (var i = random.Next(15); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add(new Letter(new EventTime(time), Symbol.Of($"L{random.Next(4)}"), (char)('a' + random.Next(3)), random.Next(4)));
        }

        return letters;
    }
}
