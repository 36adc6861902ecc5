using CsCheck;

namespace Cep.Patterns;

using Part = Func<PatternStart<PreferredTests.Abc>, PatternSequence<PreferredTests.Abc>>;
using Sequence = PatternSequence<PreferredTests.Abc>;

/// <summary>Patterns of which only the preferred match counts.</summary>
public sealed class PreferredTests
{
    private static readonly Gen<Part> Variable = Gen.Int[0, 3].Select(i => (Part)(i switch
    {
        0 => start => start.Begin(m => m.A, letter => letter.Value == 'a'),
        1 => start => start.Begin(m => m.B, letter => letter.Value is 'b' or 'a'),
        2 => start => start.Begin(m => m.C),
        _ => start => start.AtEnd(),
    }));

    private static readonly Gen<Func<Sequence, Sequence>> Quantifier =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 4]).Select((min, more, isReluctant, kind) => (Func<Sequence, Sequence>)(sequence =>
        {
            if (kind == 0) return sequence;
            var times = kind == 1 ? sequence.TimesOrMore(min) : sequence.Times(min, Math.Max(1, min + more));
            times = kind == 2 ? times : kind == 3 ? times.AllowCombinations() : times.Consecutive();
            return isReluctant ? times.Reluctant() : times;
        }));

    private static readonly Gen<Part> AnyPart = Gen.Recursive<Part>((depth, inner) => depth > 2 ? Variable : Gen.OneOf(
        Variable,
        Variable,
        Gen.Select(inner, inner).Select((a, b) => (Part)(start => start.Either(a, b))),
        Gen.Select(inner.Array[1, 3], Quantifier.Array[3], Gen.Int[0, 2].Array[3]).Select((parts, quantifiers, contiguities) => (Part)(start =>
        {
            var sequence = quantifiers[0](start.Begin(parts[0]));
            for (var i = 1; i < parts.Length; i++)
            {
                sequence = contiguities[i] switch { 0 => sequence.Next(parts[i]), 1 => sequence.FollowedBy(parts[i]), _ => sequence.FollowedByAny(parts[i]) };
                sequence = quantifiers[i](sequence);
            }

            return sequence;
        }))));

    [Fact]
    public void The_first_way_that_backtracking_finds_is_the_match() =>
        Gen.Select(AnyPart, Gen.Char["abc"].Array[0, 9], Gen.Int[0, 3], Gen.Int[1, 12]).Sample((part, letters, skip, within) =>
        {
            var sequence = part(Pattern.Of<Abc>()).Preferred().AllowUnbounded();
            if (within < 8) sequence = sequence.Within(TimeSpan.FromTicks(within));
            var pattern = skip switch { 0 => sequence.SkipPastLast(), 1 => sequence.SkipToNext(EventUse.Shared), 2 => sequence.SkipToNext(EventUse.Shared), _ => sequence.SkipPastLast() };
            var events = letters.Select((value, i) => new Letter(new EventTime(i * 100), i, value)).ToArray();
            var reference = new BacktrackingReference(pattern.Plan, [.. events.Select(letter => (letter.Time.Nanos, Of(letter)))]);
            var expected = reference.Matches().Select(match => $"{match.Start}: {string.Join(' ', match.Taken.Select(x => $"{x.Event}{"ABC"[x.Stage]}"))}").ToList();
            if (reference.HasGivenUp) return;
            var found = PatternRun.Of<Letter, string>(events, stream => stream.Match(pattern).Select(m => m.Text)).Select(row => $"{(row.Value.Length == 0 ? row.Causes.First : int.Parse(row.Value.Split('A', 'B', 'C')[0]))}: {row.Value}");
            Assert.Equal(string.Join(" | ", expected), string.Join(" | ", found));
        }, iter: 3000);

    [Fact]
    public void Ways_that_multiply_without_need_are_followed_once()
    {
        var pattern = Pattern.Of<Abc>()
            .Begin(g => g.Begin(m => m.A, letter => letter.Value == 'a').OneOrMore().Consecutive()).OneOrMore().Consecutive()
            .Next(m => m.B, letter => letter.Value == 'b')
            .Preferred().AllowUnbounded().SkipPastLast().MaxPartialMatches(4, PartialMatchLimit.Fault);
        var events = Enumerable.Range(0, 200).Select(i => new Letter(new EventTime(i), i, i < 199 ? 'a' : 'b')).ToArray();
        var (_, match, causes) = Assert.Single(PatternRun.Of<Letter, long>(events, stream => stream.Match(pattern).Select(m => (long)m.A.Count)));
        Assert.Equal((199, 200), (match, causes.Count));
    }

    private static Func<Condition, bool> Of(Letter letter)
    {
        var candidate = new Candidate<Letter>();
        candidate.Offer(letter.Time.Nanos, default, letter);
        return condition => condition.Holds(candidate, null!);
    }

    internal readonly record struct Letter(EventTime Time, int Index, char Value) : IEvent
    {
        public Symbol Symbol => Symbol.Of("LETTERS");
    }

    internal sealed class Abc
    {
        public Stage<Letter> A { get; } = new();

        public Stage<Letter> B { get; } = new();

        public Stage<Letter> C { get; } = new();

        public string Text => string.Join(' ', A.Select(x => $"{x.Index}A").Concat(B.Select(x => $"{x.Index}B")).Concat(C.Select(x => $"{x.Index}C"))
            .OrderBy(text => int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
