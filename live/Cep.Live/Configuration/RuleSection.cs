using Microsoft.Extensions.Configuration;

namespace Cep.Live;

/// <summary>The section <c>rules</c>: the rules that run, each with its parameters: <c>{"ema-breakout": {"fast": 38}}</c>.</summary>
internal static class RuleSection
{
    public const string Name = "rules";

    /// <summary>All parameters that are set.</summary>
    public static IReadOnlyList<RuleSetting> SettingsOf(ConfigFile file, IConfigurationSection rules)
    {
        if (!string.IsNullOrEmpty(rules.Value)) file.Faults.Add(ConfigFile.PathOf(rules), "is a text; expected an object of rules.");
        return [.. rules.GetChildren().SelectMany(rule => SettingsOfRule(file, rule))];
    }

    /// <summary>Makes the rules that are named and notes what is wrong with them, each parameter by itself.</summary>
    public static IReadOnlyList<Rule> Create(ConfigFile file, IConfigurationSection section, RuleCatalog catalog)
    {
        var settings = SettingsOf(file, section).ToLookup(setting => setting.Rule, StringComparer.Ordinal);
        List<Rule> rules = [];
        foreach (var child in section.GetChildren())
        {
            if (!catalog.Names.Contains(child.Key)) file.Faults.AddUnknown(ConfigFile.PathOf(child) + file.OriginOf(child), child.Key, catalog.Names);
            else if (TryCreate(file, catalog, child, [.. settings[child.Key]]) is { } rule) rules.Add(rule);
        }

        if (!section.GetChildren().Any()) file.Faults.Add(Name, $"is missing: name the rules that run, such as {{\"{catalog.Names.FirstOrDefault() ?? "my-rule"}\": {{}}}}.");
        foreach (var missing in file.Faults.All.Count == 0 ? MissingInput.Of(catalog, rules) : []) file.Faults.Add($"{Name}: {missing} {AdviceOf(missing)}");
        return rules;
    }

    private static IEnumerable<RuleSetting> SettingsOfRule(ConfigFile file, IConfigurationSection rule)
    {
        if (string.IsNullOrEmpty(rule.Value)) return rule.GetChildren().Select(parameter => new RuleSetting(rule.Key, parameter.Key, TextOf(parameter), file.Path));
        file.Faults.Add(ConfigFile.PathOf(rule) + file.OriginOf(rule), $"is '{rule.Value}'; expected an object of parameters.");
        return [];
    }

    private static Rule? TryCreate(ConfigFile file, RuleCatalog catalog, IConfigurationSection at, IReadOnlyList<RuleSetting> settings)
    {
        var parameters = catalog.ParametersOf(at.Key);
        var before = file.Faults.All.Count;
        foreach (var setting in settings)
        {
            var path = at.GetSection(setting.Parameter);
            var parameter = parameters.FirstOrDefault(known => known.Name.Equals(setting.Parameter, StringComparison.OrdinalIgnoreCase));
            if (parameter is null) file.Faults.AddUnknown(ConfigFile.PathOf(path) + file.OriginOf(path), setting.Parameter, [.. parameters.Select(known => known.Name)]);
            else if (!Accepts(catalog, parameter, setting)) file.Faults.Add(ConfigFile.PathOf(path) + file.OriginOf(path), $"is '{setting.Value}'; expected {parameter.Allowed}.");
        }

        if (file.Faults.All.Count > before) return null;
        try
        {
            return catalog.Create([at.Key], settings)[0];
        }
        catch (RuleException error)
        {
            file.Faults.Add(ConfigFile.PathOf(at), $"can't be used: {error.Message}");
            return null;
        }
    }

    private static bool Accepts(RuleCatalog catalog, RuleParameter parameter, RuleSetting setting)
    {
        try
        {
            parameter.Set(catalog.Create([setting.Rule])[0], setting.Value, setting.Origin);
            return true;
        }
        catch (RuleException)
        {
            return false;
        }
    }

    private static string AdviceOf(MissingInput missing) => missing.Producers.Count == 0
        ? "No known rule derives them; name its assembly in ruleAssemblies."
        : $"Add what derives them: {string.Join(", ", missing.Producers)}.";

    /// <summary>A list is written as its items joined by commas, as on the command line.</summary>
    private static string TextOf(IConfigurationSection parameter) =>
        parameter.Value ?? string.Join(',', parameter.GetChildren().Select(item => item.Value));
}
