using System.Text.Json;

namespace Cep.Cli;

/// <summary>The one object that <c>--json</c> prints.</summary>
internal static class SummaryJson
{
    public static string Of(ReplayResult result)
    {
        var summary = result.Summary;
        return JsonSerializer.Serialize(
            new
            {
                summary.Events,
                DerivedEvents = result.DerivedEvents,
                DeadLetters = summary.DeadLetters.ToDictionary(entry => JsonNamingPolicy.CamelCase.ConvertName(entry.Key.ToString()), entry => entry.Value),
                Late = summary.LateEvents,
                Revising = summary.RevisingEvents,
                summary.Provisional,
                summary.Retracted,
                summary.SkippedRows,
                summary.OutOfRange,
                ElapsedSeconds = Math.Round(result.Elapsed.TotalSeconds, 3),
                EventsPerSecond = Math.Round(result.EventsPerSecond),
                result.OutputSha256,
                summary.FirstTime,
                summary.LastTime,
                result.Settings.Shards,
                summary.Interrupted,
            },
            DerivedJson.Options);
    }
}
