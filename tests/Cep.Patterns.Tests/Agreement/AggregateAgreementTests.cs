using System.Globalization;
using System.Numerics;
using Cep.Simulation.Patterns;

namespace Cep.Patterns.Agreement;

/// <summary>
/// Random patterns over random streams: what is said of all matches without listing them is what follows from the list.
/// </summary>
public sealed class AggregateAgreementTests
{
    private const int Stage = 1;

    [Fact]
    public void Aggregates_without_a_list_agree_with_the_reference() => Compare(2000, maxLetters: 10, (pattern, letters) =>
        [.. ReferenceMatches.Of(pattern, letters, hasEnd: true).Matches]);

    [Fact]
    public void Aggregates_without_a_list_agree_with_the_listed_matches_of_longer_streams() => Compare(600, maxLetters: 24, (pattern, letters) =>
        new MatcherRun<Letter, LetterMatch>(pattern, letters, givesTimedOut: false).Matches);

    private static void Compare(int count, int maxLetters, Func<Pattern<LetterMatch>, List<(long Time, Letter Value)>, List<FoundAt>> list)
    {
        var matches = 0L;
        for (var seed = 1; count > 0; seed++)
        {
            var pattern = new RandomPattern(seed);
            if (!StepReader.CanRead(Compiler.Compile(pattern.Pattern.Plan))) continue;
            count--;
            var letters = Letters(new Random(seed), maxLetters);
            var listed = list(pattern.Pattern, letters);
            matches += listed.Count;
            var what = $"seed {seed}: {pattern} over {string.Join(' ', letters.Select(x => $"{x.Value.Kind}{x.Value.Number}@{x.Time / 100}"))}";
            Agree(what, letters, listed, values => new BigInteger(values.Count), Run<ExactNumber, BigInteger, MatchCount>(pattern.Pattern, letters), (sum, x) => sum + x);
            Agree(what, letters, listed, values => values.Sum(x => x.Sum()), Run<MatchSum, double, MatchSum>(pattern.Pattern, letters), (sum, x) => sum + x);
            Agree(what, letters, listed, Min, Run<double, double, MatchMin>(pattern.Pattern, letters), double.MinNumber);
            Agree(what, letters, listed, Max, Run<double, double, MatchMax>(pattern.Pattern, letters), double.MaxNumber);
        }

        Assert.True(matches > 1000, "So few matches prove little.");
    }

    /// <summary>The reference says when, not with which event: events of one time are put together.</summary>
    private static void Agree<TResult>(
        string what, List<(long Time, Letter Value)> letters, List<FoundAt> listed, Func<List<double[]>, TResult> aggregate,
        List<(long Time, TResult Value)> found, Func<TResult, TResult, TResult> merge)
    {
        double[] ValuesOf(FoundAt match) =>
            [.. match.Events.Where(taken => taken is { Stage: Stage, IsExcluded: false }).Select(taken => letters[taken.Event].Value.Number / 10.0)];
        var expected = listed.GroupBy(match => match.Time).Select(x => (x.Key, aggregate([.. x.Select(ValuesOf)])));
        var got = found.GroupBy(x => x.Time).Select(x => (x.Key, x.Select(y => y.Value).Aggregate(merge)));
        Assert.True(Text(expected) == Text(got), $"{what}: listed {Text(expected)}; found {Text(got)}");
    }

    private static string Text<TResult>(IEnumerable<(long Time, TResult Value)> values) =>
        string.Join(" | ", values.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Time}: {x.Value:0.#####}")));

    private static double Min(List<double[]> values) => values.SelectMany(x => x).Aggregate(double.NaN, double.MinNumber);

    private static double Max(List<double[]> values) => values.SelectMany(x => x).Aggregate(double.NaN, double.MaxNumber);

    private static List<(long Time, Letter Value)> Letters(Random random, int max)
    {
        var letters = new List<(long, Letter)>();
        var time = 0L;
        for (var i = random.Next(max); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add((time, new Letter(new EventTime(time), Symbol.Of("L"), (char)('a' + random.Next(3)), random.Next(4))));
        }

        return letters;
    }

    private static List<(long Time, TResult Value)> Run<TValue, TResult, TAlgebra>(Pattern<LetterMatch> pattern, List<(long Time, Letter Value)> letters)
        where TValue : struct
        where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
    {
        var outlet = new Outlet<TValue, TResult, TAlgebra>();
        var cursor = new MatchCursor();
        var matcher = new AggregateMatcher<TValue, TResult, TAlgebra>(
            Compiler.Compile(pattern.Plan), pattern.Shape.Bind(cursor), cursor, new StageValue<Letter>(Stage, letter => letter.Number / 10.0), outlet);
        var candidate = new Candidate<Letter>();
        foreach (var (time, value) in letters)
        {
            candidate.Offer(time, Causes.Of(0), value);
            matcher.Take(0, candidate);
        }

        return outlet.Found;
    }

    private sealed class Outlet<TValue, TResult, TAlgebra> : AggregateOutlet<TValue>
        where TValue : struct
        where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
    {
        public List<(long, TResult)> Found { get; } = [];

        public override void Complete(int key, Candidate candidate, in TValue value) => Found.Add((candidate.Time, TAlgebra.Result(value)));
    }
}
