using System.Globalization;
using Cep.Patterns.Agreement;

namespace Cep.Patterns;

/// <summary>
/// Random patterns over random streams: what is derived is the same explained and unexplained, what is told is the same for
/// all shards, batches and late events, and it is what a slow reference finds for patterns simple enough to have one.
/// </summary>
public sealed class ExplainAgreementTests
{
    private const int Seeds = 600;
    private const int Ways = 5;
    private static readonly EngineOptions One = new() { Explain = [new Explain("query")] };

    [Fact]
    public void An_explained_rule_derives_the_same_bytes()
    {
        var told = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (random, letters) = Draw(seed);
            var (pattern, way) = (PatternOf(seed), random.Next(Ways));
            var options = OptionsOf(random);
            var plain = PatternRun.Explained(letters, stream => Query(stream, pattern, way), options);
            var explained = PatternRun.Explained(letters, stream => Query(stream, pattern, way), options with { Explain = One.Explain });
            Assert.True(plain.Derived == explained.Derived, $"seed {seed}, way {way}: {explained.Derived} instead of {plain.Derived}");
            Assert.Equal(PartialMatchesText.Of(plain.Summary.PartialMatches["query"]), PartialMatchesText.Of(explained.Summary.PartialMatches["query"]));
            Assert.Equal(plain.Summary.State["query"], explained.Summary.State["query"]);
            Assert.Empty(plain.Ends);
            told += explained.Ends.Count;
        }

        Assert.True(told > Seeds, "So few partial matches prove little.");
    }

    [Fact]
    public void The_same_is_told_for_all_shards_batches_and_late_events()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (random, letters) = Draw(seed);
            var pattern = PatternOf(seed);
            var expected = PatternRun.LinesOf(PatternRun.Explained(letters, stream => Query(stream, pattern, 0), One).Ends);
            for (var shards = 1; shards <= 4; shards++)
            {
                var options = One with { Shards = shards, BatchSize = random.Next(1, 30), Timing = new FeedTiming { AllowedLateness = TimeSpan.FromTicks(seed % 3 == 0 ? 5 : 0) } };
                var lines = PatternRun.LinesOf(PatternRun.Explained(letters, stream => Query(stream, pattern, 0), options).Ends);
                Assert.True(expected == lines, $"seed {seed}, {shards} shards, batches of {options.BatchSize}:\n{lines}\ninstead of\n{expected}");
            }
        }
    }

    [Fact]
    public void Every_match_is_told_and_no_other()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (_, letters) = Draw(seed);
            var pattern = PatternOf(seed);
            var run = PatternRun.Explained(letters, stream => stream.Match(pattern).Select(TextOf), One);
            var matched = run.Ends.Count(end => end.Fate == PartialMatchFate.Matched);
            var empty = run.Derived.Split('\n').Count(line => line.Contains("\"data\":\"/////\"", StringComparison.Ordinal));
            Assert.True(run.Summary.DerivedEvents["query"] - empty == matched, $"seed {seed}: {matched} matches told; {run.Derived}");
        }
    }

    // Each event that satisfies the first condition begins; the next ones of its key decide.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_strict_pattern_is_explained_as_by_hand(bool isPreferred)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (random, letters) = Draw(seed);
            var conditions = Enumerable.Range(0, 3).Select(_ => random.Next(3)).ToArray();
            var within = random.Next(2, 9);
            var sequence = Pattern.Of<LetterMatch>()
                .Begin(m => m.S0, x => x.Kind != 'a' + conditions[0]).Next(m => m.S1, x => x.Kind != 'a' + conditions[1]).Next(m => m.S2, x => x.Kind != 'a' + conditions[2])
                .Within(new TimeSpan(within));
            var pattern = (isPreferred ? sequence.Preferred() : sequence).NoSkip(EventUse.Shared);
            var told = PatternRun.Explained(letters, stream => stream.Match(pattern).Select(TextOf), One with { BatchSize = random.Next(1, 30) }).Ends;
            var expected = letters.SelectMany((first, i) => ByHand(letters, i, conditions, within * 100, isPreferred));
            Assert.Equal(
                expected.Order(StringComparer.Ordinal),
                told.Select(end => $"{end.Key} {end.Events[0].Sequence}: {end.Fate}{(isPreferred ? "" : $" at {end.Time.Nanos}")} after {end.Taken}, by {end.EndedBy?.Sequence}").Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Of a preferred pattern a search is told when its turn came, and the end of the input ends it before its time is up.</summary>
    private static IEnumerable<string> ByHand(List<Letter> letters, int first, int[] conditions, long within, bool isPreferred)
    {
        string At(long time) => isPreferred ? "" : $" at {time}";
        bool Holds(Letter letter, int stage) => letter.Kind != 'a' + conditions[stage];
        if (!Holds(letters[first], 0)) yield break;
        var (key, deadline, taken) = (letters[first].Symbol, letters[first].Time.Nanos + within, 1);
        for (var i = first + 1; i < letters.Count; i++)
        {
            if (letters[i].Time.Nanos >= deadline) break;
            if (letters[i].Symbol != key) continue;
            if (!Holds(letters[i], taken))
            {
                yield return $"{key.Name} {first}: ConditionFailed{At(letters[i].Time.Nanos)} after {taken}, by {i}";
                yield break;
            }

            if (++taken < conditions.Length) continue;
            yield return $"{key.Name} {first}: Matched{At(letters[i].Time.Nanos)} after {taken}, by ";
            yield break;
        }

        var isLeft = isPreferred && deadline > letters[^1].Time.Nanos;
        yield return $"{key.Name} {first}: {(isLeft ? "EndOfInput" : "TimedOut")}{At(deadline)} after {taken}, by ";
    }

    private static (Random Random, List<Letter> Letters) Draw(int seed)
    {
        var random = new Random(seed);
        var letters = new List<Letter>();
        var time = 0L;
        for (var i = random.Next(24); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add(new Letter(new EventTime(time), Symbol.Of($"L{random.Next(4)}"), (char)('a' + random.Next(3)), random.Next(4)));
        }

        return (random, letters);
    }

    private static Pattern<LetterMatch> PatternOf(int seed) => seed % 4 == 0 ? PreferredPattern.Draw(new Random(seed)) : new RandomPattern(seed).Pattern;

    private static EngineOptions OptionsOf(Random random) => new() { BatchSize = random.Next(1, 30), Shards = random.Next(1, 4) };

    private static EventStream<string> Query(EventStream<Letter> stream, Pattern<LetterMatch> pattern, int way)
    {
        var matches = stream.Match(pattern);
        return way switch
        {
            0 => matches.Select(TextOf),
            1 => matches.First(2).Select(TextOf),
            2 => matches.Count().Select(count => count.ToString(CultureInfo.InvariantCulture)),
            3 => matches.TimedOut(late => $"{late.Reached} {TextOf(late.Match)}"),
            _ => matches.Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}"),
        };
    }

    private static string TextOf(LetterMatch match) => string.Join('/', LetterMatch.Stages.Select(stage => string.Join(',', stage(match).Select((x, i) => $"{x.Kind}{x.Number}:{stage(match).Sequences[i]}"))));
}
