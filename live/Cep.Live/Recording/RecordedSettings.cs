using System.Text.Json;

namespace Cep.Live;

/// <summary>The settings that decide what is derived, as texts that a configuration would accept.</summary>
/// <param name="Rules">The rules, each with all of its parameters.</param>
/// <param name="Timing">What order is expected of feeds, without the idle time: the heartbeats that it led to are recorded.</param>
internal sealed record RecordedSettings(IReadOnlyList<RecordedRule> Rules, IReadOnlyDictionary<string, string> Timing)
{
    /// <summary>Those of a task.</summary>
    public static RecordedSettings Of(LiveTaskOptions options)
    {
        var timing = options.Engine.Timing;
        return new RecordedSettings(
            [.. options.Rules.Select(RecordedRule.Of).OrderBy(rule => rule.Name, StringComparer.Ordinal)],
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["disorderBound"] = Duration.Format(timing.DisorderBound),
                ["allowedLateness"] = Duration.Format(timing.AllowedLateness),
                ["late"] = new LateChoice(timing.Lateness).ToString(),
            });
    }

    /// <summary>Whether the same is derived with both.</summary>
    public bool IsSameAs(RecordedSettings other) => Text() == other.Text();

    /// <summary>The same as a configuration file would say it.</summary>
    public string ToConfig() => JsonSerializer.Serialize(new { rules = Rules.ToDictionary(rule => rule.Name, rule => rule.Parameters), timing = Timing });

    private string Text() => JsonSerializer.Serialize(this);
}
