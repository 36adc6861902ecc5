namespace Cep.Simulation;

/// <summary>A live run as a log: its events and the heartbeats that were told of it, without the silences.</summary>
internal static class Recording
{
    public static SimulatedCase Of(SimulatedCase live, IReadOnlyList<Heartbeat> heartbeats) =>
        live with { Feeds = [.. live.Feeds.Select(feed => Of(feed, [.. heartbeats.Where(heartbeat => heartbeat.Feed == feed.Name)]))] };

    /// <summary>A heartbeat that nobody had a reason to make.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? Unfounded(SimulatedCase live, IReadOnlyList<Heartbeat> heartbeats)
    {
        foreach (var heartbeat in heartbeats)
        {
            var feed = live.Feeds.Single(feed => feed.Name == heartbeat.Feed);
            var between = feed.Rows.Where((_, at) => feed.Rows.Take(at).Count(row => row.Event is not null) == heartbeat.AfterEvents);
            if (between.Any(row => row.Heartbeat == heartbeat.Time || (row.Silence is not null && feed.Timing.IdleAfter is not null))) continue;
            return $"{heartbeat} stands where the feed was not silent, or never idle";
        }

        return null;
    }

    private static FeedCase Of(FeedCase feed, IReadOnlyList<Heartbeat> heartbeats)
    {
        var rows = new List<SimulatedRow>();
        var events = 0;
        foreach (var row in feed.Rows.Where(row => row.Event is not null))
        {
            rows.AddRange(After(events++));
            rows.Add(row);
        }

        rows.AddRange(After(events));
        return feed with { Rows = rows };

        IEnumerable<SimulatedRow> After(int count) =>
            heartbeats.Where(heartbeat => heartbeat.AfterEvents == count).Select(heartbeat => new SimulatedRow(-1, null) { Heartbeat = heartbeat.Time });
    }
}
