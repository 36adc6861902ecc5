namespace Cep;

/// <summary>Asks how each partial match of a rule's patterns ends; see <see cref="PartialMatchEnd"/>.</summary>
/// <remarks>
/// An explained rule derives what it would derive unexplained, byte for byte: its patterns are followed once more, beside the
/// plan that runs them. That takes a step for each partial match and event, so name the keys in question where events are many.
/// </remarks>
/// <param name="Rule">The name of the rule, which has a pattern.</param>
/// <param name="Keys">The keys in question, by the names that derived events have; null for all.</param>
public sealed record Explain(string Rule, IReadOnlySet<string>? Keys = null)
{
    /// <summary>The most records when nothing is said.</summary>
    public const long DefaultRecordsMax = 100_000;

    /// <summary>The most records of the rule: the first ones are told, the others only counted; at least 0.</summary>
    public long RecordsMax { get; init; } = DefaultRecordsMax;

    /// <exception cref="ArgumentException">A rule is named twice, or <see cref="RecordsMax"/> is negative.</exception>
    internal static void Validate(IReadOnlyList<Explain> asked)
    {
        foreach (var each in asked)
        {
            if (each.RecordsMax < 0) throw new ArgumentException($"RecordsMax of '{each.Rule}' is {each.RecordsMax}; give 0 or more.");
            if (asked.Count(other => other.Rule == each.Rule) > 1) throw new ArgumentException($"Rule '{each.Rule}' is to be explained twice; name all its keys in one place.");
        }
    }

    /// <summary>Refuses what can't be explained.</summary>
    /// <exception cref="RuleException">A rule is not there or has no pattern; the message names those that have one.</exception>
    internal static void Check(IReadOnlyList<Explain> asked, IReadOnlyList<Rule> rulesInOrder)
    {
        if (asked.Count == 0) return;
        var withPattern = new ShardPlan(rulesInOrder, 0, 1).Rules.Where(plan => plan.Partials.Count > 0).Select(plan => plan.Rule.Name).ToList();
        foreach (var each in asked)
        {
            if (withPattern.Contains(each.Rule)) continue;
            var why = rulesInOrder.Any(rule => rule.Name == each.Rule) ? "it has no pattern" : "it is not among the rules that run";
            var others = withPattern.Count == 0 ? "None of them has one." : $"Those with a pattern are {string.Join(", ", withPattern.Order(StringComparer.Ordinal))}.";
            throw new RuleException($"Rule '{each.Rule}' can't be explained: {why}. {others}");
        }
    }
}
