using Cep.Live;

namespace Cep.Cli;

/// <summary>What the configuration file of the demonstration would say.</summary>
internal static class DemoSettings
{
    /// <summary>The topic of ticks.</summary>
    public const string Ticks = "ticks";

    /// <summary>The topic of derived events.</summary>
    public const string Derived = "derived";

    /// <summary>A client that lost the cluster looks for it this often, because nobody wants to wait for a demonstration.</summary>
    public static readonly IReadOnlyDictionary<string, string> Impatient = new Dictionary<string, string> { ["reconnect.backoff.max.ms"] = "500" };

    /// <summary>The settings.</summary>
    /// <param name="bootstrap">The embedded cluster.</param>
    /// <param name="folder">Where state, dead letters and the recording are kept.</param>
    /// <param name="rules">The rules.</param>
    public static LiveSettings Of(string bootstrap, string folder, IReadOnlyList<Rule> rules) => new()
    {
        Kafka = new KafkaSettings
        {
            Bootstrap = bootstrap, Group = "cep-demo", Topics = new Dictionary<string, TopicSettings> { [Ticks] = new() }, Properties = Impatient,
        },
        Rules = rules,
        Output = new OutputSettings { Topic = Derived },
        State = new StateSettings { Directory = Path.Combine(folder, "state"), SnapshotInterval = TimeSpan.FromSeconds(2) },
        Spool = new SpoolSettings { Directory = Path.Combine(folder, "spool") },
        DeadLetters = new DeadLetterSettings { File = Path.Combine(folder, "dead-letters.jsonl") },
        Record = new RecordSettings { Directory = Recording(folder) },
        Health = new HealthSettings { Enabled = false },
    };

    /// <summary>Where all that is read and derived is recorded.</summary>
    public static string Recording(string folder) => Path.Combine(folder, "recording");
}
