namespace Cep;

/// <summary>Chooses the plan that runs a pattern. All plans find the same matches.</summary>
internal static class Matchers
{
    /// <param name="plan">The pattern.</param>
    /// <param name="match">The match object that conditions are given.</param>
    /// <param name="cursor">What that object looks at.</param>
    /// <param name="outlet">Where matches go.</param>
    public static Matcher Build(PatternPlan plan, object match, MatchCursor cursor, MatchOutlet outlet) =>
        plan.IsPreferred ? new PreferredMatcher(plan, match, cursor, outlet) : new NfaMatcher(Compiler.Compile(plan), match, cursor, outlet);
}
