using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>What a replay was asked to do.</summary>
internal sealed record ReplaySettings
{
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The rules to run; empty for all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Settings as <c>rule.parameter=value</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Parameters that a configuration file sets.</summary>
    public IReadOnlyList<RuleSetting> Configured { get; init; } = [];

    /// <summary>Assemblies that hold rules of the user.</summary>
    public IReadOnlyList<string> RuleAssemblies { get; init; } = [];

    public EventTime From { get; init; } = EventTime.MinValue;

    public EventTime To { get; init; } = EventTime.MaxValue;

    /// <summary>How many times the market's own pace; null for as fast as it goes.</summary>
    public double? Speed { get; init; }

    public int Shards { get; init; } = 1;

    public int BatchSize { get; init; } = 1024;

    /// <summary>What order is expected of the files.</summary>
    public FeedTiming Timing { get; init; } = new();

    /// <summary>Snapshots to take and to begin with.</summary>
    public SnapshotSettings Snapshots { get; init; } = SnapshotSettings.None;

    /// <summary>The partial matches of which is told how they end.</summary>
    public ExplainSettings Explain { get; init; } = ExplainSettings.None;

    /// <summary>Where derived events go: a file, <c>-</c> for standard output, or null for a table.</summary>
    public string? Out { get; init; }

    /// <summary>Recipients as <c>NAME=FILE</c>.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public string? DeadLetters { get; init; }

    /// <summary>The file for late events.</summary>
    public string? LateEvents { get; init; }

    public string? Report { get; init; }

    public TickFormat? Format { get; init; }

    public string? Mapping { get; init; }

    public string? Symbol { get; init; }

    /// <summary>One summary object on standard output instead of tables.</summary>
    public bool Json { get; init; }

    /// <summary>Derived events go to standard output, so nothing else may.</summary>
    public bool IsOutToTerminal => Out == "-";
}
