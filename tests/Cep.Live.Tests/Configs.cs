using Cep.Rules;

namespace Cep.Live;

/// <summary>Configurations for tests.</summary>
internal static class Configs
{
    /// <summary>The least that is needed.</summary>
    public const string Least = """{"kafka": {"bootstrap": "localhost:9092", "group": "cep", "topics": {"trades": {}}}, "rules": {"block-trade": {}}}""";

    public static RuleCatalog Catalog(IReadOnlyList<string> assemblies) => new([typeof(EmaBreakoutRule).Assembly]);

    public static LiveSettings Read(string json, Dictionary<string, string>? environment = null, params string[] set)
    {
        using var folder = new TempFolder();
        return LiveSettings.Read(ConfigFile.Load(folder.Write("cep.json", json), environment, set), Catalog);
    }

    /// <summary>The faults of a configuration.</summary>
    public static IReadOnlyList<string> FaultsOf(string json, Dictionary<string, string>? environment = null, params string[] set) =>
        Assert.Throws<ConfigException>(() => Read(json, environment, set)).Faults;

    /// <summary>The least configuration with more sections.</summary>
    public static string With(string sections) => Least[..^1] + ", " + sections + "}";

    /// <summary>Settings whose folders are in a folder, and that answer at no address.</summary>
    public static LiveSettings In(TempFolder folder) => Read(Least) with
    {
        Spool = new SpoolSettings { Directory = folder["spool"] },
        State = new StateSettings { Directory = folder["state"] },
        DeadLetters = new DeadLetterSettings { File = folder["dead-letters.jsonl"] },
        Health = new HealthSettings { Enabled = false },
    };
}
