using System.Globalization;
using Cep.Simulation.Patterns;

namespace Cep.Patterns.Agreement;

/// <summary>
/// Random patterns over random streams of several keys: the first, the last and the maximal of the matches that are given out
/// together are those of the list of all matches, whatever plan runs the pattern, for any batches and shards.
/// </summary>
public sealed class SelectionAgreementTests
{
    private static readonly IReadOnlyList<(string Name, Func<MatchStream<LetterMatch>, EventStream<LetterMatch>> Query, Func<List<Found>, IEnumerable<Found>> Of)> Selections =
    [
        ("First(1)", matches => matches.First(1), found => found.Take(1)),
        ("First(3)", matches => matches.First(3), found => found.Take(3)),
        ("Last", matches => matches.Last(), found => found.TakeLast(1)),
        ("Maximal", matches => matches.Maximal(), found => found.Where(one => !found.Exists(other => one.Shown.IsProperSubsetOf(other.Shown)))),
    ];

    [Fact]
    public void Selections_agree_with_the_reference() => CompareWithReference(1500, (seed, _) => new RandomPattern(seed).Pattern);

    [Fact]
    public void Selections_of_shared_partial_matches_agree_with_the_reference() => CompareWithReference(1000, (seed, _) =>
        new RandomPattern(seed).Pattern is var pattern && StepReader.CanRead(Compiler.Compile(pattern.Plan)) ? pattern : null);

    [Fact]
    public void Selections_of_a_state_machine_agree_with_the_reference() => CompareWithReference(500, (_, random) => StrictAgreementTests.Pattern(random), enough: -1);

    // The reference of preferred patterns does not say what is given out together; counting does, without choosing.
    [Fact]
    public void Selections_of_preferred_matches_agree_with_the_matches_counted_together()
    {
        var together = 0;
        for (var seed = 1; seed <= 1500; seed++)
        {
            var random = new Random(seed);
            var pattern = PreferredPattern.Draw(random);
            var letters = Letters(random, 16);
            var listed = PatternRun.Of<Letter, string>(letters, stream => stream.Match(pattern).Select(TextOf), Options(1, 1));
            var counts = PatternRun.Of<Letter, int>(letters, stream => stream.Match(pattern).Count().Select(count => (int)count), Options(1, 1));
            Assert.Equal(listed.Count, counts.Sum(row => row.Value));
            var groups = new List<List<Found>>();
            foreach (var count in counts) groups.Add([.. listed.Skip(groups.Sum(x => x.Count)).Take(count.Value).Select(row => Found.Of(row.Time.Nanos, row.Value))]);
            together += groups.Count(group => group.Count > 1);
            Compare($"seed {seed}, preferred", pattern, letters, groups, random);
        }

        Assert.True(together > 100, "So few matches that are given out together prove little.");
    }

    // Seconds 0 a, 3 a, 5 c: at 5 the first a has had no b for its whole time, and the second a has its c.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void What_a_deadline_completes_is_told_apart_from_what_an_event_of_its_time_does(int batchSize)
    {
        var pattern = Pattern.Of<LetterMatch>()
            .Begin(g => g.Either(
                x => x.Begin(m => m.S0, letter => letter.Kind == 'a').NotFollowedBy(m => m.S1, letter => letter.Kind == 'b'),
                x => x.Begin(m => m.S0, letter => letter.Kind == 'a').FollowedByAny(m => m.S2, letter => letter.Kind == 'c')))
            .Within(TimeSpan.FromTicks(5))
            .NoSkip(EventUse.Shared);
        Letter[] letters = [At(0, 'a'), At(3, 'a'), At(5, 'c')];
        List<string> Run(Func<MatchStream<LetterMatch>, IObservable<string>> query) =>
            [.. PatternRun.Of<Letter, string>(letters, stream => query(stream.Match(pattern)), Options(batchSize, 1)).Select(row => $"{row.Time.Nanos / 100}: {row.Value}")];

        string[] each = ["5: 0//////", "5: 1//2////", "8: 1//////"];
        Assert.Equal(each, Run(matches => matches.Select(TextOf)));
        Assert.Equal(each, Run(matches => matches.First(1).Select(TextOf)));
        Assert.Equal(each, Run(matches => matches.Last().Select(TextOf)));
        Assert.Equal(each, Run(matches => matches.Maximal().Select(TextOf)));
        Assert.Equal(["5: 1", "5: 1", "8: 1"], Run(matches => matches.Count().Select(count => count.ToString(CultureInfo.InvariantCulture))));

        static Letter At(int time, char kind) => new(new EventTime(100 * time), Symbol.Of("L0"), kind, 0);
    }

    private static void CompareWithReference(int count, Func<int, Random, Pattern<LetterMatch>?> draw, int enough = 100)
    {
        var together = 0;
        for (var seed = 1; count > 0; seed++)
        {
            var random = new Random(seed);
            if (draw(seed, random) is not { } pattern) continue;
            count--;
            var letters = Letters(random, 16);
            try
            {
                var groups = Groups(pattern, letters);
                together += groups.Count(group => group.Count > 1);
                Compare($"seed {seed}", pattern, letters, groups, random);
            }
            catch (TooManyPartialMatchesException)
            {
                // The reference is too slow for this one.
            }
        }

        Assert.True(together > enough, "So few matches that are given out together prove little.");
    }

    private static void Compare(string what, Pattern<LetterMatch> pattern, List<Letter> letters, List<List<Found>> groups, Random random)
    {
        foreach (var (name, query, of) in Selections)
        {
            var expected = groups.SelectMany(of).Select(found => (found.Time, found.Text)).ToList();
            EngineOptions[] ways = [Options(1, 1), Options(random.Next(2) == 0 ? 7 : 1000, random.Next(1, 4))];
            foreach (var options in ways)
            {
                var got = PatternRun.Of<Letter, string>(letters, stream => query(stream.Match(pattern)).Select(TextOf), options).Select(row => (row.Time.Nanos, row.Value)).ToList();
                Assert.True(
                    expected.SequenceEqual(got),
                    $"{what}, {name}, batches of {options.BatchSize}, {options.Shards} shards, over {string.Join(' ', letters.Select(x => $"{x.Symbol}{x.Kind}{x.Number}@{x.Time.Nanos / 100}"))}:\n"
                    + $"{string.Join(" | ", expected)}\nbut\n{string.Join(" | ", got)}\nof\n{string.Join("\n", groups.Select(group => string.Join(" | ", group.Select(x => $"{x.Time} {x.Text}"))))}");
            }
        }
    }

    /// <summary>What the reference gives out together, in the order of the output.</summary>
    private static List<List<Found>> Groups(Pattern<LetterMatch> pattern, List<Letter> letters)
    {
        var groups = new List<(long Time, string Key, List<Found> Group)>();
        foreach (var key in letters.Select((letter, sequence) => (letter, sequence)).GroupBy(x => x.letter.Symbol.Name))
        {
            var sequences = key.Select(x => x.sequence).ToList();
            var matches = ReferenceMatches.Of(pattern, [.. key.Select(x => (x.letter.Time.Nanos, x.letter))], hasEnd: true).Matches;
            foreach (var group in matches.GroupBy(match => (match.Time, match.With))) groups.Add((group.Key.Time, key.Key, [.. group.Select(match => Found.Of(match, sequences))]));
        }

        return [.. groups.OrderBy(x => x.Time).ThenBy(x => x.Key, StringComparer.Ordinal).Select(x => x.Group)];
    }

    private static EngineOptions Options(int batchSize, int shards) => new() { ReadAhead = false, BatchSize = batchSize, Shards = shards };

    private static List<Letter> Letters(Random random, int max)
    {
        var letters = new List<Letter>();
        var time = 0L;
        var keys = random.Next(1, 4);
        for (var i = random.Next(max); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add(new Letter(new EventTime(time), Symbol.Of($"L{random.Next(keys)}"), (char)('a' + random.Next(3)), random.Next(4)));
        }

        return letters;
    }

    private static string TextOf(LetterMatch match) =>
        string.Concat(LetterMatch.Stages.Select(stage => string.Join(',', stage(match).Sequences) + "/")) + (match.All.Sequences.Count == LetterMatch.Stages.Sum(stage => stage(match).Count) ? "" : string.Join(',', match.All.Sequences));

    /// <summary>A match, the events by their sequence numbers.</summary>
    /// <param name="Time">When it is given out.</param>
    /// <param name="Text">Its events by stage, and if some are excluded those that are not.</param>
    /// <param name="Shown">Its events but for those that are excluded.</param>
    private sealed record Found(long Time, string Text, IReadOnlySet<long> Shown)
    {
        public static Found Of(FoundAt match, IReadOnlyList<int> sequences)
        {
            var stages = LetterMatch.Stages.Select((_, stage) => string.Join(',', match.Events.Where(x => x.Stage == stage).Select(x => sequences[x.Event])) + "/");
            var shown = match.Events.Where(x => !x.IsExcluded).Select(x => (long)sequences[x.Event]).ToList();
            return new Found(match.Time, string.Concat(stages) + (shown.Count == match.Events.Count ? "" : string.Join(',', shown)), shown.ToHashSet());
        }

        /// <summary>A match of which only the text is known, of a pattern that excludes nothing.</summary>
        public static Found Of(long time, string text) =>
            new(time, text, text.Split('/', ',').Where(x => x.Length > 0).Select(x => long.Parse(x, CultureInfo.InvariantCulture)).ToHashSet());
    }
}
