using System.Text.Json;

namespace Cep.Live;

/// <summary>The partial matches of all tasks of a process together, as they saw them last.</summary>
public static class PartialMatchesReport
{
    /// <summary>
    /// One JSON object: <c>rules</c>, by name, for rules with patterns, as <see cref="PartialMatches"/>; <c>tasks</c>, the event
    /// time of which each task has told. Names <see cref="PartialMatches.DefaultKeysMax"/> keys of a rule at most.
    /// </summary>
    public static string JsonOf(LiveStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return JsonSerializer.Serialize(
            new
            {
                Rules = status.Rules.Select(rule => (rule.Name, Parts: rule.PartialMatchesOfTasks)).Where(rule => rule.Parts.Count > 0)
                    .ToDictionary(rule => rule.Name, rule => PartialMatches.Total(rule.Parts)),
                Tasks = status.Partitions.Where(task => task.LookedAt > EventTime.MinValue).Select(task => new { task.Partition, Time = task.LookedAt }),
            },
            DerivedJson.Options);
    }
}
