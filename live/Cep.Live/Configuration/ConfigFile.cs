using Microsoft.Extensions.Configuration;

namespace Cep.Live;

/// <summary>
/// A configuration file, over which environment variables (<c>CEP__Kafka__Group</c>) and settings of the command line
/// (<c>kafka.group=cep</c>) may be laid. Faults are gathered, and <see cref="ThrowIfFaulty"/> tells all of them at once.
/// </summary>
/// <remarks>Used by one thread.</remarks>
public sealed class ConfigFile
{
    /// <summary>What the names of environment variables begin with; two underscores stand between the parts of a path.</summary>
    public const string EnvironmentPrefix = "CEP__";

    /// <summary>Editors look here for the file's schema.</summary>
    private const string SchemaKey = "$schema";

    private readonly IConfigurationRoot root;
    private readonly IReadOnlyList<(IConfigurationProvider Provider, Func<string, string> NameOf)> layers;

    private ConfigFile(string path, IConfigurationRoot root, IReadOnlyList<Func<string, string>> names)
    {
        Path = path;
        this.root = root;
        layers = [.. root.Providers.Zip(names)];
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    internal ConfigFaults Faults { get; } = new();

    internal IEnumerable<IConfigurationSection> TopLevel => root.GetChildren().Where(child => child.Key != SchemaKey);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">Environment variables; those without the prefix are passed over. Null for none.</param>
    /// <param name="set">Settings as <c>path=value</c>, in whose paths dots or colons separate; they come last and win. Null for none.</param>
    /// <exception cref="ConfigException">The file is missing or no JSON.</exception>
    public static ConfigFile Load(string path, IEnumerable<KeyValuePair<string, string>>? environment = null, IEnumerable<string>? set = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var variables = VariablesOf(environment ?? []);
        var (said, faults) = SettingsOf(set ?? []);
        try
        {
            var root = new ConfigurationBuilder()
                .AddJsonFile(System.IO.Path.GetFullPath(path), optional: false, reloadOnChange: false)
                .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value.Value)))
                .AddInMemoryCollection(said)
                .Build();
            var file = new ConfigFile(path, root, [_ => "", key => $" (environment variable {variables[key].Name})", _ => " (--set)"]);
            foreach (var fault in faults) file.Faults.Add(fault);
            return file;
        }
        catch (FileNotFoundException error)
        {
            throw new ConfigException($"the configuration '{path}' does not exist.", error);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"the configuration '{path}' can't be read: {error.GetBaseException().Message}", error);
        }
    }

    /// <summary>Reads what a file would say.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="name">Names it in messages.</param>
    /// <param name="set">As for <see cref="Load"/>.</param>
    public static ConfigFile Of(string json, string name, IEnumerable<string> set)
    {
        var (said, faults) = SettingsOf(set);
        var root = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).AddInMemoryCollection(said).Build();
        var file = new ConfigFile(name, root, [_ => "", _ => " (--set)"]);
        foreach (var fault in faults) file.Faults.Add(fault);
        return file;
    }

    /// <summary>Makes the rules of the section <c>rules</c>, from the catalog and from the section <c>ruleAssemblies</c>.</summary>
    /// <param name="catalogOf">The rules there are, given the assemblies of the user.</param>
    public IReadOnlyList<Rule> ReadRules(Func<IReadOnlyList<string>, RuleCatalog> catalogOf)
    {
        ArgumentNullException.ThrowIfNull(catalogOf);
        var assemblies = root.GetSection("ruleAssemblies").GetChildren().Select(path => path.Value ?? "").ToList();
        return RuleSection.Create(this, root.GetSection(RuleSection.Name), catalogOf(assemblies));
    }

    /// <summary>What the section <c>timing</c> says.</summary>
    public TimingSettings ReadTiming() => (TimingSettings)new SettingsBinder(this).Bind(typeof(TimingSettings), root.GetSection("timing"));

    /// <summary>The parameters of rules in the section <c>rules</c>.</summary>
    public IReadOnlyList<RuleSetting> ReadRuleSettings() => RuleSection.SettingsOf(this, root.GetSection("rules"));

    /// <summary>Refuses sections that nothing knows.</summary>
    public void CheckSections()
    {
        var known = SettingInfo.Of(typeof(LiveSettings)).SelectMany(setting => setting.Keys).ToList();
        foreach (var stray in TopLevel.Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))) Faults.AddUnknown(PathOf(stray) + OriginOf(stray), stray.Key, known);
    }

    /// <summary>Tells the faults that were found until now.</summary>
    /// <exception cref="ConfigException">There are some.</exception>
    public void ThrowIfFaulty()
    {
        if (Faults.All.Count > 0) throw new ConfigException(Path, Faults.All);
    }

    internal IConfigurationSection Section(string name) => root.GetSection(name);

    internal IConfigurationRoot Root => root;

    /// <summary>A path as messages write it.</summary>
    internal static string PathOf(IConfigurationSection section) => section.Path.Replace(':', '.');

    /// <summary>Where a value was set, when that was not in the file.</summary>
    internal string OriginOf(IConfigurationSection section)
    {
        var at = section.Value is null && section.GetChildren().FirstOrDefault() is { } child ? child : section;
        if (at != section) return OriginOf(at);
        return layers.LastOrDefault(layer => layer.Provider.TryGet(section.Path, out _)) is { NameOf: { } nameOf } ? nameOf(section.Path) : "";
    }

    private static Dictionary<string, (string Name, string Value)> VariablesOf(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var found = new Dictionary<string, (string Name, string Value)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            found[name[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal)] = (name, value);
        }

        return found;
    }

    private static (List<KeyValuePair<string, string?>> Said, List<string> Faults) SettingsOf(IEnumerable<string> set)
    {
        List<KeyValuePair<string, string?>> said = [];
        List<string> faults = [];
        foreach (var text in set)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) faults.Add("--set needs a path and a value, such as kafka.group=cep.");
            else said.Add(KeyValuePair.Create(KeyOf(text[..equals].Trim()), (string?)text[(equals + 1)..].Trim()));
        }

        return (said, faults);
    }

    /// <summary>A path with colons may have names with dots in it.</summary>
    private static string KeyOf(string path) => path.Contains(':', StringComparison.Ordinal) ? path : path.Replace('.', ':');
}
