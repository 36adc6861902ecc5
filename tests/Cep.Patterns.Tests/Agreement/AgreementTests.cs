using System.Globalization;
using Cep.Simulation.Patterns;

namespace Cep.Patterns.Agreement;

/// <summary>
/// Random patterns over random streams under all skip strategies: what runs in the engine finds what the reference finds,
/// in the same order at the same times. CEP_SEED begins elsewhere, CEP_COUNT says how many.
/// </summary>
public sealed class AgreementTests
{
    [Fact]
    public void The_automaton_agrees_with_the_reference()
    {
        var seed = Setting("CEP_SEED", 1);
        var count = Setting("CEP_COUNT", 3000);
        var (matches, tooMany) = (0L, 0);
        for (var i = seed; i < seed + count; i++)
        {
            try
            {
                matches += Compare(i);
            }
            catch (TooManyPartialMatchesException)
            {
                tooMany++;
            }
        }

        Assert.True(tooMany <= count / 100, $"{tooMany} of {count} have too many partial matches for the reference.");
        TestContext.Current.SendDiagnosticMessage("{0} patterns from seed {1}: {2} matches and timeouts agree", count, seed, matches);
        Assert.True(matches > count / 10, "So few matches prove little; the patterns or streams have become too narrow.");
    }

    private static int Compare(int seed)
    {
        var pattern = new RandomPattern(seed);
        var random = new Random(seed ^ 0x5DEECE6);
        var letters = new List<(long Time, Letter Value)>();
        var time = 0L;
        for (var i = random.Next(10); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add((time, new Letter(new EventTime(time), Symbol.Of("L"), (char)('a' + random.Next(3)), random.Next(4))));
        }

        var reference = ReferenceMatches.Of(pattern.Pattern, letters, hasEnd: true);
        var automaton = new MatcherRun<Letter, LetterMatch>(pattern.Pattern, letters, givesTimedOut: true);
        var shared = new MatcherRun<Letter, LetterMatch>(pattern.Pattern, letters, givesTimedOut: false);
        var stream = string.Join(' ', letters.Select(x => $"{x.Value.Kind}{x.Value.Number}@{x.Time / 100}"));
        Assert.True(
            Text(reference.Matches) == Text(automaton.Matches),
            $"seed {seed}: {pattern} over {stream}: reference {Text(reference.Matches)}; automaton {Text(automaton.Matches)}");
        Assert.True(
            Text(reference.Matches) == Text(shared.Matches),
            $"seed {seed}: {pattern} over {stream}: reference {Text(reference.Matches)}; without timed-out matches {Text(shared.Matches)}");
        Assert.True(
            Text(reference.TimedOut) == Text(automaton.TimedOutMatches),
            $"seed {seed}: {pattern} over {stream}: timed out in the reference {Text(reference.TimedOut)}; in the automaton {Text(automaton.TimedOutMatches)}");
        return reference.Matches.Count + reference.TimedOut.Count;
    }

    private static string Text(IEnumerable<FoundAt> found) => string.Join(" | ", found.Select(x =>
        $"{x.Time}: {string.Join(' ', x.Events.Select(taken => $"{taken.Event}/S{taken.Stage}{(taken.IsExcluded ? "-" : "")}"))}"));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
