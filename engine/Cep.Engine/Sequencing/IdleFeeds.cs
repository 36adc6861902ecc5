namespace Cep;

/// <summary>
/// Decides by the clock which of the open feeds are idle and makes their heartbeats. While others are active, an idle feed
/// goes along with the least of them; when all are idle, time goes on with the clock.
/// </summary>
internal sealed class IdleFeeds(TimeProvider clock)
{
    /// <summary>How often, within an idle time, time goes on while all feeds are idle.</summary>
    private const int BeatsPerIdleTime = 4;

    /// <summary>How often a reader is asked that nobody listens to while it waits.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(1);

    /// <summary>How long to wait for the next arrival at the most; null for no limit.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>Finds the heartbeats that are due.</summary>
    /// <param name="feeds">The open feeds, all of which were just asked.</param>
    /// <param name="earliestUnopened">No feed that is not open yet has an event before this.</param>
    /// <returns>Idle feeds, each with a time after its watermark.</returns>
    public List<(FeedCursor Feed, long Time)> Due(IReadOnlyList<FeedCursor> feeds, long earliestUnopened)
    {
        var now = clock.GetTimestamp();
        var frontier = earliestUnopened;
        var allIdle = frontier == long.MaxValue;
        Wait = feeds.Any(feed => feed is { IsWaiting: true, MustBeAsked: true }) ? AskAgain : null;
        foreach (var feed in feeds)
        {
            var left = feed.TimeToIdle(now);
            if (left == TimeSpan.Zero || IsBeating(feed)) continue;
            WaitAtMost(left);
            allIdle = false;
            frontier = Math.Min(frontier, FrontierOf(feed));
        }

        var due = new List<(FeedCursor, long)>();
        foreach (var feed in feeds.Where(feed => feed is { IsWaiting: true, IsIdle: true }))
        {
            // The clock goes on all the time. A heartbeat whenever somebody looked would leave no time for anything else.
            var step = allIdle ? feed.Timing.IdleAfter!.Value / BeatsPerIdleTime : TimeSpan.Zero;
            var time = allIdle ? OnTheClock(feeds, feed, now) : frontier;
            if (time > feed.Watermark && (Int128)time - feed.Watermark >= step.Ticks * 100) due.Add((feed, time));
            if (allIdle) WaitAtMost(step);
        }

        return due;
    }

    /// <summary>An idle feed whose heartbeat waits for the others has nothing all the same.</summary>
    private static bool IsBeating(FeedCursor feed) => feed is { IsIdle: true, HeadRank: EntryRank.Heartbeat };

    /// <summary>What an active feed holds can go on, and no further than that.</summary>
    private static long FrontierOf(FeedCursor feed)
    {
        if (feed.IsWaiting) return feed.Watermark;
        var known = Math.Max(feed.Watermark, feed.HeadTime);
        return known == long.MaxValue ? known : known + 1;
    }

    /// <summary>
    /// The time that the feed's next event would have if it came now: the latest time of all plus what the clock went since
    /// it came, less the idle time and the bound, by which an event may be behind and not be late.
    /// </summary>
    private long OnTheClock(IReadOnlyList<FeedCursor> feeds, FeedCursor feed, long now)
    {
        var latest = feeds.Max(other => other.LatestEvent);
        if (latest == long.MinValue) return latest;
        var elapsed = clock.GetElapsedTime(feeds.Max(other => other.ReceivedAt), now);
        var ahead = elapsed - feed.Timing.IdleAfter!.Value - feed.Timing.DisorderBound;
        return (long)Int128.Clamp(latest + (Int128)ahead.Ticks * 100, long.MinValue, long.MaxValue);
    }

    private void WaitAtMost(TimeSpan? time)
    {
        if (time is { } limit && (Wait is not { } wait || limit < wait)) Wait = limit;
    }
}
