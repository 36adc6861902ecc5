namespace Cep.Live;

/// <summary>All that <c>cep run</c> is told: the file <c>cep.json</c> with what is laid over it.</summary>
/// <remarks>Immutable, safe on any thread. Holds no secret, see <see cref="SecretSource"/>.</remarks>
public sealed record LiveSettings
{
    /// <summary>The Kafka cluster, topics and group.</summary>
    [Setting("Which Kafka cluster, which topics, and as which group.")]
    public KafkaSettings Kafka { get; init; } = new();

    /// <summary>What is read beside topics.</summary>
    [Setting("What is read beside topics, or in their place.")]
    public InputSettings Input { get; init; } = new();

    /// <summary>The rules that run, made and with their parameters set.</summary>
    [Setting("The rules that run, by name, each with its parameters; {} for the defaults.", Required = true)]
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Assemblies that hold rules of the user.</summary>
    [Setting("Assemblies that hold rules of yours.")]
    public IReadOnlyList<string> RuleAssemblies { get; init; } = [];

    /// <summary>What order is expected of each feed.</summary>
    [Setting("What order is expected of each Kafka partition.")]
    public TimingSettings Timing { get; init; } = new();

    /// <summary>Where derived events go.</summary>
    [Setting("Where derived events go.")]
    public OutputSettings Output { get; init; } = new();

    /// <summary>Where snapshots are kept.</summary>
    [Setting("Where snapshots are kept, and how often they are taken.")]
    public StateSettings State { get; init; } = new();

    /// <summary>Where derived events wait while the broker is away.</summary>
    [Setting("Where derived events wait while the broker is away.")]
    public SpoolSettings Spool { get; init; } = new();

    /// <summary>Where dead letters go.</summary>
    [Setting("Where dead letters go.")]
    public DeadLetterSettings DeadLetters { get; init; } = new();

    /// <summary>Whether the input is recorded.</summary>
    [Setting("Whether the input is recorded.")]
    public RecordSettings Record { get; init; } = new();

    /// <summary>Where health and metrics are told.</summary>
    [Setting("Where health and metrics are told.")]
    public HealthSettings Health { get; init; } = new();

    /// <summary>Whether metrics and traces are sent somewhere.</summary>
    [Setting("Whether metrics and traces are sent somewhere.")]
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>What is logged, and how.</summary>
    [Setting("What is logged, and how.")]
    public LogSettings Log { get; init; } = new();

    /// <summary>How the engine of a task runs.</summary>
    [Setting("How the engine of a task runs.")]
    public EngineSettings Engine { get; init; } = new();

    /// <summary>Reads the settings of a file and what is laid over it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="catalogOf">The rules there are, given the assemblies of the user.</param>
    /// <param name="alsoCheck">Finds more faults in settings, each a sentence that names its setting; null for none.</param>
    /// <exception cref="ConfigException">Something is wrong; the message tells all of it.</exception>
    public static LiveSettings Read(ConfigFile file, Func<IReadOnlyList<string>, RuleCatalog> catalogOf, Func<LiveSettings, IEnumerable<string>>? alsoCheck = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(catalogOf);
        var settings = (LiveSettings)new SettingsBinder(file).Bind(typeof(LiveSettings), file.Root);
        settings = settings with { Rules = RuleSection.Create(file, file.Section(RuleSection.Name), catalogOf(settings.RuleAssemblies)) };
        foreach (var fault in LiveSettingsFaults.Of(settings)) file.Faults.Add(fault);
        foreach (var fault in alsoCheck?.Invoke(settings) ?? []) file.Faults.Add(fault);
        file.ThrowIfFaulty();
        return settings;
    }

    /// <summary>The secrets whose places the settings name, with the paths that name them.</summary>
    public IEnumerable<(string Path, SecretSource Secret)> Secrets => new[]
    {
        ("kafka.security.password", Kafka.Security.Password), ("kafka.security.clientSecret", Kafka.Security.ClientSecret),
        ("kafka.security.keyPassword", Kafka.Security.KeyPassword), ("telemetry.otlpHeaders", Telemetry.OtlpHeaders),
    }.Where(entry => entry.Item2 is not null).Select(entry => (entry.Item1, entry.Item2!));
}
