using System.Reflection;
using Cep.Live;
using Cep.Rules;

namespace Cep.Cli;

/// <summary>Finds rules by name and sets their parameters.</summary>
internal static class RuleSelection
{
    /// <summary>The rules that ship and those of the user's assemblies.</summary>
    public static RuleCatalog CatalogOf(IReadOnlyList<string> assemblies) =>
        new([typeof(EmaBreakoutRule).Assembly, .. assemblies.Select(Load)]);

    /// <summary>Makes the chosen rules, all of the catalog when none is named.</summary>
    /// <exception cref="UsageException">A rule is unknown or misses what it consumes.</exception>
    /// <exception cref="RuleException">A parameter is unknown or its value not allowed.</exception>
    public static IReadOnlyList<Rule> Create(
        RuleCatalog catalog, IReadOnlyList<string> names, IReadOnlyList<RuleSetting> configured, IReadOnlyList<string> set)
    {
        var chosen = names.Count == 0 ? [.. catalog.Names] : names;
        var settings = configured
            .Concat(set.Select(text => RuleSetting.Parse(text, "--set")))
            .ToList();
        foreach (var name in chosen.Concat(settings.Select(setting => setting.Rule))) CheckKnown(catalog, name);
        var rules = catalog.Create(chosen, settings);
        CheckInputs(catalog, rules);
        return rules;
    }

    /// <exception cref="UsageException">There is no rule of that name.</exception>
    public static void CheckKnown(RuleCatalog catalog, string name)
    {
        if (catalog.Names.Contains(name)) return;
        var suggestion = Nearest.To(name, catalog.Names) is { } near ? $" Did you mean '{near}'?" : "";
        throw new UsageException($"there is no rule '{name}'.{suggestion} The rules are {string.Join(", ", catalog.Names)}.");
    }

    /// <summary>Names the rules to add, where the engine could only say what is missing.</summary>
    private static void CheckInputs(RuleCatalog catalog, IReadOnlyList<Rule> rules)
    {
        if (MissingInput.Of(catalog, rules).FirstOrDefault() is not { } missing) return;
        var advice = missing.Producers.Count == 0
            ? "No known rule derives them; name its assembly with --rules-assembly."
            : $"Add what derives them: --rules {string.Join(',', missing.Producers.Concat(rules.Select(chosen => chosen.Name)))}";
        throw new UsageException($"{missing} {advice}");
    }

    private static Assembly Load(string path)
    {
        try
        {
            var assembly = Assembly.LoadFrom(Path.GetFullPath(path));
            if (new RuleCatalog([assembly]).Names.Count > 0) return assembly;
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or UnauthorizedAccessException or TypeLoadException)
        {
            throw new UsageException($"--rules-assembly '{path}' can't be loaded: {error.Message}", error);
        }

        throw new UsageException($"--rules-assembly '{path}' holds no rule: a public class marked with [Rule(\"its-name\")] that derives from Rule<TIn, TOut>.");
    }
}
