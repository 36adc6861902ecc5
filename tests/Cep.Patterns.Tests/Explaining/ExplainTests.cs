using Cep.Patterns.Agreement;

namespace Cep.Patterns;

/// <summary>Of each partial match of an explained rule is told how it ended, with what it had taken and what ended it.</summary>
public sealed class ExplainTests
{
    private static readonly Explain All = new("query");

    private static PatternSequence<LetterMatch> Ab => Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').Next(m => m.S1, x => x.Kind == 'b');

    // a1 is followed by c2, a3 by b4, and a5 by nothing. The c and the b begin nothing.
    [Fact]
    public void A_strict_partial_match_dies_of_the_event_that_fails_its_condition()
    {
        var pattern = Ab.Within(Nanos(100)).NoSkip(EventUse.Shared);
        Assert.NotNull(StrictChain.Of(Compiler.Compile(pattern.Plan)));
        Assert.Equal(
            [
                "2 A ConditionFailed: S0 a1, waiting for S1, by c2",
                "4 A Matched: S0 a3, S1 b4",
                "105 A TimedOut: S0 a5, waiting for S1",
            ],
            EndsOf("a1 c2 a3 b4 a5", pattern));
    }

    [Fact]
    public void What_was_forbidden_is_named()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a')
            .NotFollowedBy(m => m.S2, x => x.Kind == 'c').FollowedBy(m => m.S1, x => x.Kind == 'b').Within(Nanos(10)).NoSkip(EventUse.Shared);
        Assert.Equal(["3 A Forbidden: S0 a1, waiting for S1, by c3"], EndsOf("a1 z2 c3 b4", pattern));
    }

    // Both a's and b3 match; that of a1 is first, and no other may begin before its end.
    [Fact]
    public void What_a_match_skips_names_the_match()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'b').Within(Nanos(10)).SkipPastLast();
        Assert.Equal(["3 A Matched: S0 a1, S1 b3", "3 A Skipped: S0 a2, S1 b3, by match 0 to 2 of 2"], EndsOf("a1 a2 b3", pattern));
    }

    [Fact]
    public void What_a_match_consumes_names_the_match()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'b').Within(Nanos(10)).NoSkip(EventUse.Consumed);
        Assert.Equal(["3 A Matched: S0 a1, S1 b3", "3 A Consumed: S0 a2, S1 b3, by match 0 to 2 of 2"], EndsOf("a1 a2 b3", pattern));
    }

    [Fact]
    public void What_the_limit_drops_is_told_with_the_event_that_was_too_many()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedBy(m => m.S1, x => x.Kind == 'b')
            .Within(Nanos(10)).NoSkip(EventUse.Shared).MaxPartialMatches(2, PartialMatchLimit.DropOldest);
        Assert.Equal(
            ["3 A Dropped: S0 a1, waiting for S1, by a3", "12 A TimedOut: S0 a2, waiting for S1", "13 A TimedOut: S0 a3, waiting for S1"],
            EndsOf("a1 a2 a3", pattern));
    }

    // Nobody says when a1 should give up. The match a2 b3 of the second rule waits for it, in vain.
    [Fact]
    public void What_has_no_deadline_ends_with_the_input()
    {
        var open = Ab.AllowUnbounded().NoSkip(EventUse.Shared);
        Assert.Equal(["2 A EndOfInput: S0 a1, waiting for S1"], EndsOf("a1 a2@B", Ab.AllowUnbounded().NoSkip(EventUse.Shared), "A"));
        Assert.Equal(["2 A EndOfInput: S0 a1, waiting for S1", "2 B EndOfInput: S0 a2, waiting for S1"], EndsOf("a1 a2@B", open));

        var waiting = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind is 'a' or 'c')
            .FollowedBy(m => m.S1, (x, m) => x.Number == m.S0.Last.Number + 1).AllowUnbounded().SkipToNext(EventUse.Shared);
        Assert.Equal(["9 A EndOfInput: S0 a1, waiting for S1", "9 A EndOfInput: S0 c8, S1 b9"], EndsOf("a1 c8 b9", waiting));
    }

    // To go without a b is preferred, and c3 is the match of that way; the one that took b2 is given up for it.
    [Fact]
    public void A_preferred_pattern_tells_which_way_was_outdone()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a')
            .FollowedBy(m => m.S1, x => x.Kind == 'b').Optional().Reluctant().FollowedBy(m => m.S2, (x, m) => x.Kind == 'c')
            .Within(Nanos(10)).Preferred().SkipPastLast();
        Assert.Equal(
            ["3 A Matched: S0 a1, S2 c3", "3 A Outdone: S0 a1, S1 b2, waiting for S2, by c3, by match 0 to 2 of 2"], EndsOf("a1 b2 c3", pattern).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_preferred_pattern_tells_what_failed_and_what_was_late()
    {
        var strict = Ab.Within(Nanos(10)).Preferred().SkipPastLast();
        Assert.Equal(["2 A ConditionFailed: S0 a1, waiting for S1, by c2", "13 A TimedOut: S0 a3, waiting for S1"], EndsOf("a1 c2 a3 z20@B", strict));

        var open = Ab.AllowUnbounded().Preferred().SkipPastLast();
        Assert.Equal(["4 A EndOfInput: S0 a4, waiting for S1"], EndsOf("z1 a4", open));
    }

    [Fact]
    public void Only_the_keys_in_question_are_told()
    {
        var pattern = Ab.Within(Nanos(10)).NoSkip(EventUse.Shared);
        Assert.Equal(["3 B Matched: S0 a2, S1 b3"], EndsOf("a1 a2@B c2 b3@B", pattern, "B"));
    }

    [Fact]
    public void The_key_is_that_of_the_partition()
    {
        var pattern = Ab.Within(Nanos(10)).NoSkip(EventUse.Shared);
        var (_, ends, _) = PatternRun.Explained<Letter, int>(
            Letters("a1 b2@B"), stream => stream.PartitionBy(_ => "all").Match(pattern).Select(_ => 0), new EngineOptions { Explain = [All with { Keys = new HashSet<string> { "all" } }] });
        Assert.Equal(["2 all Matched: S0 a1, S1 b2"], ends.Select(TextOf));
    }

    [Fact]
    public void Beyond_the_bound_records_are_counted_and_not_told()
    {
        var pattern = Ab.Within(Nanos(10)).NoSkip(EventUse.Shared);
        var (_, ends, summary) = PatternRun.Explained<Letter, int>(
            Letters("a1 c2 a3 c4 a5 b6"), stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { Explain = [All with { RecordsMax = 1 }] });
        Assert.Equal(["2 A ConditionFailed: S0 a1, waiting for S1, by c2"], ends.Select(TextOf));
        Assert.Equal(1, summary.PartialMatchEnds["query"].Told);
        Assert.Equal([(PartialMatchFate.Matched, 1L), (PartialMatchFate.ConditionFailed, 2L)], summary.PartialMatchEnds["query"].ByFate.Select(fate => (fate.Key, fate.Value)));
    }

    // A is quiet for 5 at 6, when D's event lets time pass.
    [Fact]
    public void What_is_forgotten_with_a_quiet_key_is_told()
    {
        var pattern = Ab.AllowUnbounded().NoSkip(EventUse.Shared);
        var (_, ends, _) = PatternRun.Explained<Letter, int>(
            Letters("a1 z20@D"), stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { Explain = [All] }, forgetAfter: Nanos(5));
        Assert.Equal(["6 A Forgotten: S0 a1, waiting for S1"], ends.Select(TextOf));
    }

    // What is only counted is followed one by one, once for both questions: two matches end with each b.
    [Fact]
    public void Matches_that_are_only_counted_are_told()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').FollowedByAny(m => m.S1, x => x.Kind == 'b').Within(Nanos(10)).NoSkip(EventUse.Shared);
        var (_, ends, _) = PatternRun.Explained<Letter, string>(
            Letters("a1 a2 b3"),
            stream =>
            {
                var matches = stream.Match(pattern);
                return matches.Count().AsOf(matches.First(1), (count, _) => count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            },
            new EngineOptions { Explain = [All] });
        Assert.Equal(
            ["3 A Matched: S0 a1, S1 b3", "3 A Matched: S0 a2, S1 b3", "11 A TimedOut: S0 a1, waiting for S1", "12 A TimedOut: S0 a2, waiting for S1"], ends.Select(TextOf));
    }

    // The first event and the last 19 of 25.
    [Fact]
    public void Of_a_long_match_the_first_and_the_last_events_are_listed()
    {
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').Times(25).Consecutive().Within(Nanos(100)).NoSkip(EventUse.Shared);
        var (_, ends, _) = PatternRun.Explained<Letter, int>(
            Letters(string.Join(' ', Enumerable.Range(1, 25).Select(i => $"a{i}"))), stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { Explain = [All] });
        var match = ends.First(end => end.Fate == PartialMatchFate.Matched);
        Assert.Equal(25, match.Taken);
        Assert.Equal([0L, .. Enumerable.Range(6, 19).Select(i => (long)i)], match.Events.Select(taken => taken.Sequence));
    }

    [Fact]
    public void A_record_is_one_line_of_json()
    {
        var pattern = Ab.Within(Nanos(100)).NoSkip(EventUse.Shared);
        var (_, ends, _) = PatternRun.Explained<Letter, int>(Letters("a1 c2"), stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { Explain = [All] });
        const string Line = """
            {"rule":"query","key":"A","time":"T2","pattern":0,"fate":"conditionFailed","since":"T1","reached":"S0","awaited":["S1"],"taken":1,
            "events":[{"stage":"S0","sequence":0,"time":"T1","type":"Letter","data":{"time":"T1","symbol":"A","kind":"a","number":1}}],
            "endedBy":{"sequence":1,"time":"T2","type":"Letter","data":{"time":"T2","symbol":"A","kind":"c","number":2}}}
            """;
        Assert.Equal(
            Line.ReplaceLineEndings("").Replace("T1", "1970-01-01T00:00:00.000000100Z", StringComparison.Ordinal).Replace("T2", "1970-01-01T00:00:00.000000200Z", StringComparison.Ordinal) + "\n",
            PatternRun.LinesOf(ends));
    }

    [Fact]
    public void A_rule_without_a_pattern_is_refused()
    {
        var error = Assert.Throws<RuleException>(() => PatternRun.Explained<Letter, int>([], stream => stream.Select(_ => 0), new EngineOptions { Explain = [All] }));
        Assert.Equal("Rule 'query' can't be explained: it has no pattern. None of them has one.", error.Message);

        var pattern = Ab.Within(Nanos(10)).NoSkip(EventUse.Shared);
        error = Assert.Throws<RuleException>(() => PatternRun.Explained<Letter, int>([], stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { Explain = [new Explain("querry")] }));
        Assert.Equal("Rule 'querry' can't be explained: it is not among the rules that run. Those with a pattern are query.", error.Message);
    }

    private static IEnumerable<string> EndsOf(string letters, Pattern<LetterMatch> pattern, params string[] keys)
    {
        var explain = keys.Length == 0 ? All : All with { Keys = keys.ToHashSet() };
        return PatternRun.Explained<Letter, int>(Letters(letters), stream => stream.Match(pattern).Select(_ => 0), new EngineOptions { Explain = [explain] }).Ends.Select(TextOf);
    }

    private static string TextOf(PartialMatchEnd end)
    {
        var events = string.Join(", ", end.Events.Select(taken => $"{taken.Stage} {TextOf(taken)}"));
        var awaited = end.Awaited.Count == 0 ? "" : $", waiting for {string.Join(" or ", end.Awaited)}";
        var by = end.EndedBy is null ? "" : $", by {TextOf(end.EndedBy)}";
        var match = end.EndedByMatch is { } causes ? $", by match {causes.First} to {causes.Last} of {causes.Count}" : "";
        return $"{end.Time.Nanos / 100} {end.Key} {end.Fate}: {events}{awaited}{by}{match}";
    }

    private static string TextOf(TakenEvent taken) => taken.Value is Letter letter ? $"{letter.Kind}{letter.Number}" : "";

    /// <summary>Letters with their times, which are their numbers, too: <c>a1 b2@B</c>; of key A unless another is named.</summary>
    private static Letter[] Letters(string text) => text.Split(' ').Select(word => word.Split('@')).Select(parts =>
    {
        var number = int.Parse(parts[0][1..], System.Globalization.CultureInfo.InvariantCulture);
        return new Letter(new EventTime(number * 100), Symbol.Of(parts.Length > 1 ? parts[1] : "A"), parts[0][0], number);
    }).ToArray();

    private static TimeSpan Nanos(int hundreds) => new(hundreds);
}
