using System.Reflection;

namespace Cep;

/// <summary>The rules that can be chosen by name.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
public sealed class RuleCatalog
{
    private readonly SortedDictionary<string, Type> types = new(StringComparer.Ordinal);

    /// <summary>Finds the public rules of assemblies: classes with a <see cref="RuleAttribute"/> and a constructor without parameters.</summary>
    /// <exception cref="RuleException">Two rules have one name.</exception>
    public RuleCatalog(params IReadOnlyList<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsRule))
        {
            var name = type.GetCustomAttribute<RuleAttribute>()!.Name;
            if (!types.TryAdd(name, type))
            {
                throw new RuleException($"Two rules are named '{name}': {types[name].FullName} and {type.FullName}. Rename one of them.");
            }
        }
    }

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => types.Keys;

    /// <summary>The parameters of a rule.</summary>
    /// <exception cref="RuleException">There is no rule of that name.</exception>
    public IReadOnlyList<RuleParameter> ParametersOf(string name) => RuleParameter.Of(Find(name));

    /// <summary>Makes rules with their parameters set.</summary>
    /// <param name="names">The rules to make.</param>
    /// <param name="settings">Values of parameters; a later one replaces an earlier one. Settings of rules that are not made are checked all the same.</param>
    /// <exception cref="RuleException">A rule or parameter is unknown, or a value is not allowed.</exception>
    public IReadOnlyList<Rule> Create(IEnumerable<string> names, IEnumerable<RuleSetting>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        var all = (settings ?? []).ToLookup(setting => setting.Rule);
        foreach (var group in all) Make(group.Key, group);
        return [.. names.Select(name => Make(name, all[name]))];
    }

    private static bool IsRule(Type type) =>
        type is { IsAbstract: false } && type.IsSubclassOf(typeof(Rule))
        && type.IsDefined(typeof(RuleAttribute)) && type.GetConstructor(Type.EmptyTypes) is not null;

    private Rule Make(string name, IEnumerable<RuleSetting> settings)
    {
        var type = Find(name);
        var parameters = RuleParameter.Of(type);
        var rule = (Rule)Activator.CreateInstance(type)!;
        foreach (var setting in settings)
        {
            var parameter = parameters.FirstOrDefault(known => known.Name.Equals(setting.Parameter, StringComparison.OrdinalIgnoreCase))
                ?? throw new RuleException(
                    $"Rule '{name}' has no parameter '{setting.Parameter}' ({setting.Origin}); "
                    + (parameters.Count == 0 ? "it has none." : $"it has {string.Join(", ", parameters.Select(known => known.Name))}."));
            parameter.Set(rule, setting.Value, setting.Origin);
        }

        return rule.Validate() is { } fault ? throw new RuleException($"Rule '{name}': {fault}") : rule;
    }

    private Type Find(string name) => types.TryGetValue(name, out var type)
        ? type
        : throw new RuleException($"There is no rule '{name}'; the rules are {string.Join(", ", types.Keys)}.");
}
