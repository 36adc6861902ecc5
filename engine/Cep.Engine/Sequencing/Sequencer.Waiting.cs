namespace Cep;

/// <summary>What the sequencer does while a live feed has nothing, and what feeds say of time without events.</summary>
internal sealed partial class Sequencer
{
    private readonly CancellationToken stop;
    private readonly CancellationTokenRegistration ending;
    private readonly Arrivals arrivals;
    private readonly IdleFeeds idle;

    /// <summary>Called when the feeds that time waits for have nothing now and all that came was given out.</summary>
    public Action? OnQuiet { get; set; }

    /// <summary>How the feeds stand, in the order of their names.</summary>
    public IReadOnlyList<FeedStatus> Feeds =>
    [
        .. closed
            .Concat(open.Cursors.Select(static cursor => cursor.Status(hasClosed: false)))
            .Concat(unopened.Select(entry => new FeedStatus(entry.Feed.Name, 0, 0, 0, entry.Feed.Earliest, FeedState.Unopened)))
            .OrderBy(status => status.Name, StringComparer.Ordinal),
    ];

    /// <summary>The open feed for which time waits, null when none is open.</summary>
    public string? HeldBy => open.Count > 0 ? open.First.Name : null;

    /// <summary>Asks the feed that all others wait for; when it still has nothing, waits for an arrival or makes heartbeats.</summary>
    /// <returns>False when the round should go first, or the run is to end.</returns>
    private bool AskAgain(FeedCursor cursor, Round round)
    {
        Ask(cursor, round);
        if (open.Count == 0 || open.First is not { IsWaiting: true } still || still != cursor) return true;
        if (!round.IsEmpty || lastTime > toldTime || stop.IsCancellationRequested) return false;
        foreach (var other in Waiting().Where(other => other != cursor).ToList()) Ask(other, round);
        if (open.First is not { IsWaiting: true }) return true;
        var due = idle.Due([.. open.Cursors], unopened.TryPeek(out var next) ? next.Feed.Earliest.Nanos : long.MaxValue);
        foreach (var (feed, time) in due)
        {
            options.OnHeartbeatMade?.Invoke(new Heartbeat(feed.Name, feed.Events, new EventTime(time)));
            feed.Beat(time, round);
            Ask(feed, round);
        }

        if (due.Count > 0 || !round.IsEmpty) return true;
        OnQuiet?.Invoke();
        arrivals.Wait(idle.Wait);
        return true;
    }

    private IEnumerable<FeedCursor> Waiting() => open.Cursors.Where(static cursor => cursor.IsWaiting);

    private void Ask(FeedCursor cursor, Round round)
    {
        open.Remove(cursor);
        if (GoesOn(cursor, round)) open.Add(cursor);
    }

    /// <summary>Lets time go on to the heartbeat that is next in line. It takes no sequence number: numbers are the events'.</summary>
    private void PassHeartbeat(Round round)
    {
        var cursor = open.First;
        if (cursor.HeadTime >= options.From.Nanos) lastTime = Math.Max(lastTime, cursor.HeadTime);
        cursor.TakeRun(null, cursor.HeadTime, 1, sequence);
        AdvanceFirst(round);
    }
}
