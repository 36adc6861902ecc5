using System.Text.Json;

namespace Cep.Cli;

/// <summary>The one object that <c>--json</c> prints.</summary>
internal static class SummaryJson
{
    /// <summary>A directory of thousands of files must not make the object unreadable.</summary>
    private const int MaxFeeds = 100;

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
                summary.Shards,
                State = summary.State.Where(entry => result.DerivedEvents.ContainsKey(entry.Key)).ToDictionary(StringComparer.Ordinal),
                PartialMatches = summary.PartialMatches.Where(entry => result.DerivedEvents.ContainsKey(entry.Key)).ToDictionary(StringComparer.Ordinal),
                PartialMatchEnds = summary.PartialMatchEnds.ToDictionary(
                    rule => rule.Key, rule => rule.Value.ByFate.ToDictionary(fate => PartialMatchEndJson.NameOf(fate.Key), fate => fate.Value)),
                summary.Interrupted,
                summary.Stopped,
                summary.HeldBy,
                Feeds = summary.Feeds.Take(MaxFeeds).Select(feed => new
                {
                    feed.Name, feed.Events, feed.Late, feed.Heartbeats, Watermark = feed.Watermark == EventTime.MinValue ? null : (EventTime?)feed.Watermark, feed.State,
                }),
            },
            DerivedJson.Options);
    }
}
