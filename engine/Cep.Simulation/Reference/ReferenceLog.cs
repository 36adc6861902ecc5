namespace Cep.Simulation;

/// <summary>The log that feeds make, and what they hold that is not in it: each feed is put in order by sorting it, and so are all of them.</summary>
internal sealed class ReferenceLog
{
    public ReferenceLog(SimulatedCase simulated)
    {
        var (from, to) = (simulated.Run.From.Nanos, simulated.Run.To.Nanos);
        var log = simulated.Feeds.SelectMany(feed => InOrder(feed, to))
            .OrderBy(entry => entry.Moment).ThenBy(entry => entry.Rank).ThenBy(entry => entry.Feed, StringComparer.Ordinal);
        var number = 0;
        foreach (var entry in log.TakeWhile(entry => entry.Moment < to))
        {
            if (entry.Time >= from) EndTime = Math.Max(EndTime, entry.Moment);
            if (entry.Event is not { } value) continue;
            if (entry.Time < from) OutOfRange++;
            else Events.Add(new LoggedEvent(entry.Time, number, value) { BecameKnown = entry.Rank == Rank.Revision ? (entry.Moment, entry.Feed) : null });
            number++;
        }
    }

    /// <summary>What an entry of the log is; of those of one moment the first goes first.</summary>
    private enum Rank
    {
        Heartbeat,
        Revision,
        Event,
    }

    /// <summary>The events that are processed, in the order of the log.</summary>
    public List<LoggedEvent> Events { get; } = [];

    public List<DeadLetter> Malformed { get; } = [];

    public List<LateEvent> Late { get; } = [];

    /// <summary>Why the run ends, where late events are not to be borne.</summary>
    public string? Failure { get; private set; }

    public long OutOfRange { get; }

    /// <summary>The latest time of an entry in range; of a late event that is the moment at which it became known.</summary>
    public long EndTime { get; } = long.MinValue;

    /// <summary>The moments at which late events became known, in order, each of one feed.</summary>
    public IReadOnlyList<(long Moment, string Feed)> Revisions => [.. Events.Select(entry => entry.BecameKnown).OfType<(long, string)>().Distinct()];

    /// <summary>The events as they are known after some of the revisions, in the order of their times.</summary>
    public IEnumerable<LoggedEvent> KnownAfter(int revisions)
    {
        var known = Revisions.Take(revisions).ToList();
        return Events.Where(entry => entry.BecameKnown is not { } became || known.Contains(became)).OrderBy(entry => entry.Time).ThenBy(entry => entry.Sequence);
    }

    private List<Entry> InOrder(FeedCase feed, long to)
    {
        var entries = new List<Entry>();
        var (reached, bound, allowed) = (long.MinValue, feed.Timing.DisorderBound.Ticks * 100, feed.Timing.AllowedLateness.Ticks * 100);
        foreach (var row in feed.Rows)
        {
            // Whatever comes once the feed has passed the end of the range is no part of the run.
            var watermark = reached == long.MinValue ? long.MinValue : reached - bound;
            if (Math.Max(watermark, feed.Earliest.Nanos) >= to) break;
            if (row.Heartbeat is { } heartbeat)
            {
                if (heartbeat.Nanos <= watermark) continue;
                reached = heartbeat.Nanos + bound;
                entries.Add(new Entry(heartbeat.Nanos, Rank.Heartbeat, feed.Name, heartbeat.Nanos, null));
                continue;
            }

            if (row.Event is not { } value)
            {
                Malformed.Add(SimulatedFeed.LetterOf(feed.Name, row) with { Time = new EventTime(Math.Max(reached, feed.Earliest.Nanos)) });
                continue;
            }

            var time = value.Time.Nanos;
            if (time < watermark && watermark - time <= allowed)
            {
                entries.Add(new Entry(watermark, Rank.Revision, feed.Name, time, value));
                continue;
            }

            if (time < watermark)
            {
                var late = new LateEvent(feed.Name, row.Position, value.Time, new EventTime(reached), value);
                if (feed.Timing.Lateness == LatenessPolicy.Throw)
                {
                    Failure = $"{feed.Name}, position {row.Position}: the event of {value.Time} is late, {Duration.Format(late.By)} behind {late.Reached}. ";
                    break;
                }

                Late.Add(late);
                if (feed.Timing.Lateness == LatenessPolicy.Drop) continue;
                time = watermark;
            }

            reached = Math.Max(reached, time);
            entries.Add(new Entry(time, Rank.Event, feed.Name, time, value));
        }

        return [.. entries.OrderBy(entry => entry.Moment).ThenBy(entry => entry.Rank).ThenBy(entry => entry.Time)];
    }

    /// <param name="Moment">Its place in the log.</param>
    /// <param name="Rank">What it is.</param>
    /// <param name="Feed">Where it comes from.</param>
    /// <param name="Time">Its own time; before the moment for a late event.</param>
    /// <param name="Event">The event; null for a heartbeat.</param>
    private sealed record Entry(long Moment, Rank Rank, string Feed, long Time, IEvent? Event);
}

/// <summary>An event of the log.</summary>
internal sealed record LoggedEvent(long Time, long Sequence, IEvent Event)
{
    /// <summary>The moment at which a late event became known, and the feed; null for one that came in time.</summary>
    public (long Moment, string Feed)? BecameKnown { get; init; }
}
