namespace Cep;

/// <summary>Finds the rules that see several symbols together, for those who divide a log by symbol.</summary>
public static class CrossSymbolRules
{
    /// <summary>The names of the rules whose query uses <c>PartitionBy</c>, in the order in which they run.</summary>
    /// <param name="rules">The rules, producers and consumers in any order.</param>
    /// <exception cref="RuleException">The rules don't fit together, or one can't be started.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. new ShardPlan(new RuleGraph(rules).InOrder, 0, 1).Rules.Where(plan => plan.IsAcrossSymbols).Select(plan => plan.Rule.Identity.Name)];
    }
}
