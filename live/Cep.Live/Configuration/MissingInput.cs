namespace Cep.Live;

/// <summary>A chosen rule consumes what none of the chosen rules derives.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Types">What it consumes in vain.</param>
/// <param name="Producers">The rules that would derive it, by name; empty when none is known.</param>
public sealed record MissingInput(Rule Rule, IReadOnlyList<Type> Types, IReadOnlyList<string> Producers)
{
    /// <summary>Finds them, where the engine could only say what is missing.</summary>
    /// <param name="catalog">All rules there are.</param>
    /// <param name="rules">Those that were chosen.</param>
    public static IEnumerable<MissingInput> Of(RuleCatalog catalog, IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(rules);
        var derived = rules.Select(rule => rule.Identity.PayloadType).ToHashSet();
        foreach (var rule in rules)
        {
            var types = rule.InputTypes.Where(input => !typeof(IEvent).IsAssignableFrom(input) && !derived.Contains(input)).ToList();
            if (types.Count == 0) continue;
            yield return new MissingInput(rule, types, [.. catalog.Create(catalog.Names).Where(known => types.Contains(known.Identity.PayloadType)).Select(known => known.Name)]);
        }
    }

    /// <summary>What is missing, without advice.</summary>
    public override string ToString() =>
        $"rule '{Rule.Name}' consumes {string.Join(" and ", Types.Select(type => type.Name))} events, which none of the chosen rules derives.";
}
