namespace Cep.Live;

/// <summary>A rule as it ran.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Parameters">All parameters by their names, those that have their default as well.</param>
public sealed record RecordedRule(string Name, int Version, IReadOnlyDictionary<string, string> Parameters)
{
    internal static RecordedRule Of(Rule rule) => new(
        rule.Identity.Name,
        rule.Identity.Version,
        new SortedDictionary<string, string>(RuleParameter.Of(rule.GetType()).ToDictionary(parameter => parameter.Name, parameter => parameter.TextOf(rule)), StringComparer.Ordinal));
}
