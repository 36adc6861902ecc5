using System.Text;

namespace Cep.Patterns.Agreement;

/// <summary>
/// Draws a pattern. Left out are shapes whose meaning is nobody's intention: a group that may be empty, and a greedy part
/// before one that may be left out or is negated.
/// </summary>
internal sealed class RandomPattern
{
    private readonly Random random;
    private readonly StringBuilder text = new();

    /// <summary>All conditions look at the event alone, so that plans apply which need that.</summary>
    private readonly bool isSimple;
    private bool hasWithin;

    public RandomPattern(int seed)
    {
        random = new Random(seed);
        isSimple = random.Next(2) == 0;
        hasWithin = random.Next(2) == 0;
        var sequence = Sequence(Cep.Pattern.Of<LetterMatch>(), 0, out _);
        if (hasWithin) sequence = Say($".Within({WithinNanos = random.Next(2, 10)})", sequence.Within(Nanos(WithinNanos)));
        Pattern = Skip(sequence.AllowUnbounded());
    }

    public Pattern<LetterMatch> Pattern { get; }

    public int WithinNanos { get; private set; }

    public override string ToString() => text.ToString();

    private PatternSequence<LetterMatch> Sequence(PatternStart<LetterMatch> start, int depth, out bool endsGreedy)
    {
        var parts = random.Next(1, depth == 0 ? 5 : 4);
        var sequence = Begin(start, depth);
        var greedy = Quantify(ref sequence, depth, mustOccur: true, mayBeGreedy: depth == 0);
        var isNegated = false;
        var isOptional = false;
        for (var i = 1; i < parts; i++)
        {
            var isLast = i == parts - 1;
            var mayBeNegated = !greedy && !isNegated && (!isLast || depth == 0);
            var wasNegated = isNegated;
            isNegated = false;
            if (mayBeNegated && random.Next(4) == 0 && Negated(ref sequence, isOptional, isLast))
            {
                isNegated = true;
                continue;
            }

            sequence = Add(sequence, depth);
            var followsNotNext = wasNegated && sequence.Plan.Parts[^2].Contiguity == Contiguity.NotNext;
            greedy = Quantify(ref sequence, depth, mustOccur: greedy || followsNotNext, mayBeGreedy: depth == 0);
            isOptional = sequence.Plan.Parts[^1].Quantifier.IsOptional;
        }

        endsGreedy = greedy;
        return sequence;
    }

    private PatternSequence<LetterMatch> Begin(PatternStart<LetterMatch> start, int depth)
    {
        if (depth < 2 && random.Next(6) == 0) return Group(start.Begin, "Begin", depth);
        var (stage, name) = Stage();
        return Iterates()
            ? Say($"Begin({name}, {Iterative(out var iterative)})", start.Begin(stage, iterative))
            : Say($"Begin({name}, {Simple(out var simple)})", start.Begin(stage, simple));
    }

    private PatternSequence<LetterMatch> Add(PatternSequence<LetterMatch> to, int depth)
    {
        var contiguity = random.Next(3);
        if (depth < 2 && random.Next(5) == 0)
        {
            return contiguity switch
            {
                0 => Group(to.Next, ".Next", depth),
                1 => Group(to.FollowedBy, ".FollowedBy", depth),
                _ => Group(to.FollowedByAny, ".FollowedByAny", depth),
            };
        }

        var (stage, name) = Stage();
        if (isSimple)
        {
            var text = Simple(out var simple);
            return contiguity switch
            {
                0 => Say($".Next({name}, {text})", to.Next(stage, simple)),
                1 => Say($".FollowedBy({name}, {text})", to.FollowedBy(stage, simple)),
                _ => Say($".FollowedByAny({name}, {text})", to.FollowedByAny(stage, simple)),
            };
        }

        Func<Letter, LetterMatch, bool> condition;
        var shown = Iterates() ? Iterative(out condition) : Lifted(out condition);
        return contiguity switch
        {
            0 => Say($".Next({name}, {shown})", to.Next(stage, condition)),
            1 => Say($".FollowedBy({name}, {shown})", to.FollowedBy(stage, condition)),
            _ => Say($".FollowedByAny({name}, {shown})", to.FollowedByAny(stage, condition)),
        };
    }

    private PatternSequence<LetterMatch> Group(
        Func<Func<PatternStart<LetterMatch>, PatternSequence<LetterMatch>>, PatternSequence<LetterMatch>> add, string how, int depth)
    {
        text.Append(how).Append('(');
        var isChoice = random.Next(3) == 0;
        var result = add(start =>
        {
            if (!isChoice) return Sequence(start, depth + 1, out _);
            text.Append("Either(");
            var choice = start.Either(one => Alternative(one, depth), other => Alternative(other, depth));
            text.Append(')');
            return choice;
        });
        text.Append(')');
        return result;
    }

    private PatternSequence<LetterMatch> Alternative(PatternStart<LetterMatch> start, int depth)
    {
        var sequence = Sequence(start, Math.Max(depth + 1, 2), out _);
        text.Append(" | ");
        return sequence;
    }

    private bool Negated(ref PatternSequence<LetterMatch> sequence, bool isOptional, bool isLast)
    {
        var (stage, name) = Stage();
        var shown = Simple(out var condition);
        if (!isOptional && random.Next(2) == 0)
        {
            sequence = Say($".NotNext({name}, {shown})", sequence.NotNext(stage, condition));
            return true;
        }

        if (isLast && !hasWithin) return false;
        sequence = Say($".NotFollowedBy({name}, {shown})", sequence.NotFollowedBy(stage, condition));
        return true;
    }

    /// <summary>Returns whether the part is greedy.</summary>
    private bool Quantify(ref PatternSequence<LetterMatch> sequence, int depth, bool mustOccur, bool mayBeGreedy)
    {
        var isStage = sequence.Plan.Parts[^1] is StagePart;
        if (isStage && depth < 2 && random.Next(6) == 0)
        {
            var wait = random.Next(1, 6);
            sequence = Say($".WithinPrevious({wait})", sequence.WithinPrevious(Nanos(wait)));
        }

        if (random.Next(6) == 0) sequence = Say(".Excluded()", sequence.Excluded());
        if (random.Next(2) == 0) return false;
        var (min, extra) = (random.Next(1, 3), random.Next(4));
        var isUnbounded = extra == 3;
        sequence = isUnbounded ? Say($".TimesOrMore({min})", sequence.TimesOrMore(min)) : Say($".Times({min},{min + extra})", sequence.Times(min, min + extra));
        sequence = random.Next(3) switch
        {
            0 => Say(".Consecutive()", sequence.Consecutive()),
            1 => Say(".AllowCombinations()", sequence.AllowCombinations()),
            _ => sequence,
        };
        if (!mustOccur && random.Next(3) == 0) sequence = Say(".Optional()", sequence.Optional());
        if (mayBeGreedy && isStage && random.Next(4) == 0)
        {
            sequence = Say(".Greedy()", sequence.Greedy());
            return true;
        }

        if (isUnbounded && random.Next(3) == 0) sequence = Say($".Until({Simple(out var until)})", sequence.Until(until));
        return false;
    }

    private Pattern<LetterMatch> Skip(PatternSequence<LetterMatch> sequence)
    {
        var use = random.Next(4) == 0 ? EventUse.Consumed : EventUse.Shared;
        var useOfAll = random.Next(4) == 0 ? EventUse.AllConsumed : use;
        var (stage, name) = Stage();
        return random.Next(5) switch
        {
            0 => Say($".NoSkip({useOfAll})", sequence.NoSkip(useOfAll)),
            1 => Say($".SkipToNext({use})", sequence.SkipToNext(use)),
            2 => Say(".SkipPastLast()", sequence.SkipPastLast()),
            3 => Say($".SkipToFirst({name}, {use})", sequence.SkipToFirst(stage, use)),
            _ => Say($".SkipToLast({name}, {use})", sequence.SkipToLast(stage, use)),
        };
    }

    private bool Iterates() => !isSimple && random.Next(3) == 0;

    private string Simple(out Func<Letter, bool> condition)
    {
        var kinds = "abc".Where(_ => random.Next(2) == 0).DefaultIfEmpty((char)('a' + random.Next(3))).ToHashSet();
        condition = letter => kinds.Contains(letter.Kind);
        return $"[{string.Concat(kinds)}]";
    }

    private string Lifted(out Func<Letter, LetterMatch, bool> condition)
    {
        var shown = Simple(out var simple);
        condition = (letter, _) => simple(letter);
        return shown;
    }

    private string Iterative(out Func<Letter, LetterMatch, bool> condition)
    {
        var (stage, name) = Stage();
        switch (random.Next(3))
        {
            case 0:
                condition = (letter, m) => m.All.IsEmpty || letter.Number >= m.All.Last.Number;
                return "number >= last";
            case 1:
                condition = (letter, m) => stage(m).Count < 2 && letter.Kind != 'b';
                return $"count {name} < 2 && not b";
            default:
                condition = (letter, m) => stage(m).Sum(x => x.Number) <= letter.Number + 3;
                return $"sum {name} <= number + 3";
        }
    }

    private (Func<LetterMatch, Stage<Letter>> Stage, string Name) Stage()
    {
        var number = random.Next(LetterMatch.Stages.Count);
        return (LetterMatch.Stages[number], $"S{number}");
    }

    private T Say<T>(string said, T result)
    {
        text.Append(said);
        return result;
    }

    private static TimeSpan Nanos(int hundreds) => new(hundreds);
}
