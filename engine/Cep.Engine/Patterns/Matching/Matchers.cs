namespace Cep;

/// <summary>Chooses the plan that runs a pattern. All plans find the same matches.</summary>
internal static class Matchers
{
    /// <param name="plan">The pattern.</param>
    /// <param name="deadlines">When partial matches die.</param>
    /// <param name="match">The match object that conditions are given.</param>
    /// <param name="cursor">What that object looks at.</param>
    /// <param name="outlet">Where matches go.</param>
    /// <param name="givesTimedOut">Partial matches whose time is up are given, too, so each must be known.</param>
    public static Matcher Build(PatternPlan plan, Deadlines deadlines, object match, MatchCursor cursor, MatchOutlet outlet, bool givesTimedOut)
    {
        if (plan.IsPreferred) return new PreferredMatcher(plan, PreferredCompiler.Compile(plan), deadlines, match, cursor, outlet);
        var automaton = Compiler.Compile(plan);
        return !givesTimedOut && StepReader.CanRead(automaton)
            ? new SharedMatcher(automaton, match, cursor, outlet)
            : new NfaMatcher(automaton, deadlines, match, cursor, outlet);
    }
}
