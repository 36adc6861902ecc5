namespace Cep.Patterns.Agreement;

/// <summary>
/// Patterns whose matches are a fixed number of neighbouring events run as a state machine, unless someone asks for the
/// timed-out matches, too. Both ways find the same.
/// </summary>
public sealed class StrictAgreementTests
{
    [Fact]
    public void State_machine_and_automaton_find_the_same_matches()
    {
        var matches = 0;
        for (var seed = 1; seed <= 3000; seed++)
        {
            var random = new Random(seed);
            var pattern = Pattern(random);
            Assert.NotNull(StrictChain.Of(Compiler.Compile(pattern.Plan)));
            var letters = Letters(random);
            var options = new EngineOptions { ReadAhead = false, BatchSize = random.Next(1, 20) };
            var machine = PatternRun.Of<Letter, string>(letters, stream => stream.Match(pattern).Select(TextOf), options);
            var automaton = PatternRun.Of<Letter, string>(letters, stream => WithTimedOut(stream.Match(pattern)).Select(TextOf), options);
            Assert.True(machine.SequenceEqual(automaton), $"seed {seed}: {string.Join(" | ", machine.Except(automaton))} only in the machine, {string.Join(" | ", automaton.Except(machine))} only in the automaton; {pattern.Plan.Skip} within {pattern.Plan.WithinNanos} {string.Join(' ', pattern.Plan.Parts)}");
            matches += machine.Count;
        }

        Assert.True(matches > 3000, "So few matches prove little.");
    }

    [Fact]
    public void State_machine_and_automaton_have_the_same_partial_matches()
    {
        var alive = 0L;
        for (var seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var pattern = Pattern(random);
            var letters = Letters(random);
            var options = new EngineOptions { ReadAhead = false, BatchSize = random.Next(1, 20), Shards = random.Next(1, 3) };
            var machine = PatternRun.PartialMatchesOf<Letter, string>(letters, stream => stream.Match(pattern).Select(TextOf), options);
            var automaton = PatternRun.PartialMatchesOf<Letter, string>(letters, stream => WithTimedOut(stream.Match(pattern)).Select(TextOf));
            Assert.True(PartialMatchesText.Of(machine) == PartialMatchesText.Of(automaton), $"seed {seed}: {PartialMatchesText.Of(machine)} but {PartialMatchesText.Of(automaton)}");
            alive += machine.Alive;
        }

        Assert.True(alive > 1000, "So few partial matches prove little.");
    }

    private static MatchStream<LetterMatch> WithTimedOut(MatchStream<LetterMatch> matches)
    {
        matches.TimedOut();
        return matches;
    }

    internal static Pattern<LetterMatch> Pattern(Random random)
    {
        var sequence = Cep.Pattern.Of<LetterMatch>().Begin(StageOf(random), Simple(random));
        for (var parts = random.Next(4); parts >= 0; parts--)
        {
            var stage = StageOf(random);
            sequence = random.Next(3) switch
            {
                0 => sequence.Next(stage),
                1 => sequence.Next(stage, Simple(random)),
                _ => sequence.Next(stage, Iterative(random)),
            };
            if (random.Next(3) == 0) sequence = sequence.Times(random.Next(2, 4)).Consecutive();
            if (random.Next(5) == 0) sequence = sequence.Excluded();
        }

        if (random.Next(2) == 0) sequence = sequence.Within(TimeSpan.FromTicks(random.Next(1, 8)));
        var use = random.Next(3) == 0 ? EventUse.Consumed : EventUse.Shared;
        return random.Next(5) switch
        {
            0 => sequence.NoSkip(random.Next(3) == 0 ? EventUse.AllConsumed : use),
            1 => sequence.SkipToNext(use),
            2 => sequence.SkipPastLast(),
            3 => sequence.SkipToFirst(StageOf(random), use),
            _ => sequence.SkipToLast(StageOf(random), use),
        };
    }

    private static Func<LetterMatch, Stage<Letter>> StageOf(Random random) => LetterMatch.Stages[random.Next(3)];

    private static Func<Letter, bool> Simple(Random random)
    {
        var number = random.Next(4);
        return letter => letter.Number != number;
    }

    private static Func<Letter, LetterMatch, bool> Iterative(Random random)
    {
        var stage = StageOf(random);
        return random.Next(6) switch
        {
            0 => (letter, m) => letter.Number >= m.All.Last.Number,
            1 => (letter, m) => stage(m).IsEmpty || stage(m).Last.Number <= letter.Number,
            2 => (letter, m) => stage(m).Count < 2 || letter.Number > 1,
            3 => (letter, m) => letter.Number >= m.All.First.Number,
            4 => (letter, m) => stage(m).Sum(x => x.Number) < 4,
            _ => (letter, m) => letter.Time > m.All.LastTime,
        };
    }

    private static List<Letter> Letters(Random random)
    {
        var letters = new List<Letter>();
        var time = 0L;
        for (var i = random.Next(30); i >= 0; i--)
        {
            time += 100 * random.Next(3);
            letters.Add(new Letter(new EventTime(time), Symbol.Of($"L{random.Next(2)}"), 'a', random.Next(4)));
        }

        return letters;
    }

    private static string TextOf(LetterMatch match) =>
        $"{string.Join(',', match.S0.Sequences)}/{string.Join(',', match.S1.Sequences)}/{string.Join(',', match.S2.Sequences)}/{string.Join(',', match.All.Sequences)}";
}
