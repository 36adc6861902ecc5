namespace Cep;

/// <summary>
/// Which rules work by symbol alone, so that it does for them when the events of a symbol are in one place, and which see
/// several symbols together by <c>PartitionBy</c>.
/// </summary>
public sealed class RuleDivision
{
    private RuleDivision(IReadOnlyList<Rule> bySymbol, IReadOnlyList<RuleGroup> acrossSymbols)
    {
        BySymbol = bySymbol;
        AcrossSymbols = acrossSymbols;
    }

    /// <summary>The rules that work by symbol and have to do with no other rules.</summary>
    public IReadOnlyList<Rule> BySymbol { get; }

    /// <summary>The rules that see several symbols together, each with the rules that it consumes and that consume it.</summary>
    public IReadOnlyList<RuleGroup> AcrossSymbols { get; }

    /// <summary>Divides rules.</summary>
    /// <exception cref="RuleException">The rules don't fit together, see <see cref="RuleGraph"/>, or one can't be started.</exception>
    public static RuleDivision Of(IReadOnlyList<Rule> rules)
    {
        var all = new ShardPlan(new RuleGraph(rules).InOrder, 0, 1);
        var leading = RevisingRun.Leading(all).Select(place => all.Rules[place].Rule).ToHashSet();
        var groups = Connected(all.Rules).ToLookup(group => group.Exists(plan => plan.IsAcrossSymbols));
        return new RuleDivision([.. groups[false].SelectMany(group => group).Select(plan => plan.Rule)], [.. groups[true].Select(group => new RuleGroup(group, leading))]);
    }

    /// <summary>Puts those together of which one consumes what another derives.</summary>
    private static List<List<RulePlan>> Connected(IReadOnlyList<RulePlan> inOrder)
    {
        var groups = new List<List<RulePlan>>();
        foreach (var plan in inOrder)
        {
            var joined = groups.FindAll(group => group.Exists(other => plan.Rule.InputTypes.Contains(other.Rule.Identity.PayloadType)));
            groups.RemoveAll(joined.Contains);
            groups.Add([.. joined.SelectMany(group => group), plan]);
        }

        return groups;
    }
}
