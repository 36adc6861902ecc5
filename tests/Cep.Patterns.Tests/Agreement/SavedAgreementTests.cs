using System.Globalization;

namespace Cep.Patterns.Agreement;

/// <summary>
/// Random patterns over random streams: a run that stops anywhere and goes on from a snapshot, cut into other shards and
/// batches, finds what an unbroken one finds, whatever plan runs the pattern.
/// </summary>
public sealed class SavedAgreementTests
{
    private const int Ways = 8;

    [Fact]
    public void A_run_from_a_snapshot_finds_the_same_matches() => Compare(4000, (seed, random) =>
    {
        var pattern = new RandomPattern(seed);
        return (pattern.Pattern, pattern.ToString());
    });

    [Fact]
    public void So_does_a_search_for_preferred_matches() => Compare(2000, (_, random) => (PreferredPattern.Draw(random), "preferred"));

    private static void Compare(int count, Func<int, Random, (Pattern<LetterMatch> Pattern, string Text)> draw)
    {
        var found = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            var random = new Random(seed);
            var (pattern, text) = draw(seed, random);
            var letters = Letters(random);
            var way = random.Next(Ways);
            var whole = PatternRun.Of<Letter, string>(letters, stream => Query(stream, pattern, way));
            var broken = Broken(letters, stream => Query(stream, pattern, way), letters[random.Next(letters.Count)].Time, random);
            Assert.True(whole.SequenceEqual(broken), $"seed {seed}, way {way}: {text} over {string.Join(' ', letters.Select(x => $"{x.Symbol}{x.Kind}{x.Number}@{x.Time.Nanos}"))}:\n{string.Join('\n', whole)}\nbut\n{string.Join('\n', broken)}");
            found += whole.Count;
        }

        Assert.True(found > count / 2, "So few matches prove little.");
    }

    private static List<(EventTime Time, string Value, Causes Causes)> Broken(
        List<Letter> letters, Func<EventStream<Letter>, IObservable<string>> query, EventTime cut, Random random)
    {
        byte[]? saved = null;
        var options = OptionsOf(random) with { StopAt = cut, OnSnapshot = point => saved = point.TakeSnapshot().ToBytes() };
        var before = PatternRun.Of(letters, query, options);
        var after = PatternRun.Of(letters, query, OptionsOf(random) with { Start = Snapshot.FromBytes(saved!) });
        return [.. before, .. after];
    }

    private static EngineOptions OptionsOf(Random random) => new() { ReadAhead = false, BatchSize = random.Next(1, 30), Shards = random.Next(4) == 0 ? 2 : 1 };

    private static EventStream<string> Query(EventStream<Letter> stream, Pattern<LetterMatch> pattern, int way)
    {
        var matches = stream.Match(pattern);
        return way switch
        {
            0 or 1 => matches.Select(TextOf),
            2 => matches.First(2).Select(TextOf),
            3 => matches.Count().Select(count => count.ToString(CultureInfo.InvariantCulture)),
            4 => matches.Sum(m => m.S1, x => x.Number / 3.0).Select(sum => sum.ToString(CultureInfo.InvariantCulture)),
            5 => matches.Pairwise((one, other) => $"{TextOf(one)} then {TextOf(other)}"),
            6 => matches.TimedOut(late => $"{late.Reached} {TextOf(late.Match)}"),
            _ => matches.Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}"),
        };
    }

    private static List<Letter> Letters(Random random)
    {
        var letters = new List<Letter>();
        var time = 0L;
        for (var i = random.Next(24); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add(new Letter(new EventTime(time), Symbol.Of($"L{random.Next(3)}"), (char)('a' + random.Next(3)), random.Next(4)));
        }

        return letters;
    }

    private static string TextOf(LetterMatch match) => string.Join('/', LetterMatch.Stages.Select(stage => string.Join(',', stage(match).Select((x, i) => $"{x.Kind}{x.Number}:{stage(match).Sequences[i]}"))));
}
