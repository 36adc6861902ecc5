namespace Cep;

/// <summary>Which conditions hold for the event in question, each evaluated at most once.</summary>
internal sealed class Verdicts(Automaton automaton, object match, MatchCursor cursor)
{
    private readonly Condition[] conditions = [.. automaton.Conditions];
    private readonly int[] iterative = [.. automaton.Conditions.Select((condition, i) => (condition, i)).Where(x => x.condition.IsIterative).Select(x => x.i)];
    private readonly Verdict[] verdicts = new Verdict[automaton.Conditions.Count];
    private Candidate? candidate;

    private enum Verdict : byte
    {
        Unknown,
        Holds,
        Fails,
    }

    /// <summary>Asks about another event.</summary>
    public void Offer(Candidate value)
    {
        candidate = value;
        Array.Clear(verdicts);
    }

    /// <summary>Asks on behalf of another partial match; simple conditions keep their verdicts.</summary>
    public void Ask(Link? tail)
    {
        cursor.Tail = tail;
        foreach (var i in iterative) verdicts[i] = Verdict.Unknown;
    }

    public bool Hold(Guard guard)
    {
        foreach (var clause in guard.Clauses)
        {
            if (!HoldsAny(clause)) return false;
        }

        return true;
    }

    public bool HoldAny(IReadOnlyList<Guard> guards)
    {
        for (var i = 0; i < guards.Count; i++)
        {
            if (Hold(guards[i])) return true;
        }

        return false;
    }

    private bool HoldsAny(Literal[] clause)
    {
        foreach (var literal in clause)
        {
            if (Holds(literal.Condition) != literal.IsNegated) return true;
        }

        return false;
    }

    public bool Holds(int condition)
    {
        ref var verdict = ref verdicts[condition];
        if (verdict == Verdict.Unknown) verdict = conditions[condition].Holds(candidate!, match) ? Verdict.Holds : Verdict.Fails;
        return verdict == Verdict.Holds;
    }
}
