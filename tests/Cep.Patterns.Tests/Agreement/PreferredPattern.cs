namespace Cep.Patterns.Agreement;

/// <summary>Draws a pattern of which only preferred matches count.</summary>
internal static class PreferredPattern
{
    public static Pattern<LetterMatch> Draw(Random random)
    {
        var sequence = Pattern.Of<LetterMatch>().Begin(LetterMatch.Stages[0], Condition(random));
        for (var stage = 1; stage <= random.Next(1, 4); stage++)
        {
            sequence = random.Next(3) switch
            {
                0 => sequence.Next(LetterMatch.Stages[stage], Condition(random)),
                1 => sequence.FollowedBy(LetterMatch.Stages[stage], Condition(random)),
                _ => sequence.FollowedByAny(LetterMatch.Stages[stage], Condition(random)),
            };
            if (random.Next(3) == 0) sequence = sequence.WithinPrevious(TimeSpan.FromTicks(random.Next(1, 6)));
            if (random.Next(2) == 0) sequence = sequence.Times(1, random.Next(1, 4));
            if (random.Next(3) == 0) sequence = sequence.Optional();
            if (random.Next(3) == 0) sequence = sequence.Reluctant();
        }

        if (random.Next(3) > 0) sequence = sequence.Within(TimeSpan.FromTicks(random.Next(2, 12)));
        sequence = sequence.AllowUnbounded().Preferred();
        return random.Next(2) == 0 ? sequence.SkipToNext(random.Next(2) == 0 ? EventUse.Shared : EventUse.Consumed) : sequence.SkipPastLast();
    }

    private static Func<Letter, LetterMatch, bool> Condition(Random random)
    {
        var number = random.Next(4);
        return random.Next(3) switch
        {
            0 => (letter, m) => m.All.IsEmpty || letter.Number >= m.All.Last.Number,
            1 => (letter, m) => m.S0.Sum(x => x.Number) <= letter.Number + number,
            _ => (letter, _) => letter.Number != number,
        };
    }
}
