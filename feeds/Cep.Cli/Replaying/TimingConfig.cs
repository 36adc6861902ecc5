using Microsoft.Extensions.Configuration;

namespace Cep.Cli;

/// <summary>
/// What a configuration file says of the order of events, in the words of the command line, which comes first:
/// <c>{"timing": {"disorderBound": "5s", "allowedLateness": "1m", "late": "drop", "idleAfter": "2s"}}</c>.
/// </summary>
internal sealed class TimingConfig
{
    /// <summary>The section of the file.</summary>
    public const string Section = "timing";

    public TimeSpan? DisorderBound { get; private set; }

    public TimeSpan? AllowedLateness { get; private set; }

    public LateChoice? Late { get; private set; }

    public TimeSpan? IdleAfter { get; private set; }

    /// <exception cref="UsageException">The file is missing, no JSON, or says something that is not understood.</exception>
    public static TimingConfig Read(string path)
    {
        var timing = new TimingConfig();
        foreach (var value in RuleConfigFile.Load(path).GetSection(Section).GetChildren()) timing.Take(value, path);
        return timing;
    }

    private void Take(IConfigurationSection value, string path)
    {
        switch (value.Key.ToUpperInvariant())
        {
            case "DISORDERBOUND": DisorderBound = SpanOf(value, path); break;
            case "ALLOWEDLATENESS": AllowedLateness = SpanOf(value, path); break;
            case "IDLEAFTER": IdleAfter = SpanOf(value, path); break;
            case "LATE":
                Late = LateChoice.Of(value.Value ?? "")
                    ?? throw new UsageException($"--config '{path}': {value.Path} '{value.Value}' is not allowed; expected {LateChoice.Expected}.");
                break;
            default:
                throw new UsageException($"--config '{path}' holds '{value.Path}', which means nothing here; expected disorderBound, allowedLateness, late or idleAfter.");
        }
    }

    private static TimeSpan SpanOf(IConfigurationSection value, string path) => Duration.TryParse(value.Value, out var span) && span >= TimeSpan.Zero
        ? span
        : throw new UsageException($"--config '{path}': {value.Path} is '{value.Value}'; expected a duration such as 5s, 100ms or 1m.");
}
