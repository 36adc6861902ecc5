namespace Cep.Simulation;

/// <summary>The log that feeds make, and what they hold that is not in it: each feed is put in order by sorting it, and so are all of them.</summary>
internal sealed class ReferenceLog
{
    public ReferenceLog(SimulatedCase simulated)
    {
        var rows = simulated.Feeds.SelectMany(feed => InOrder(feed, simulated.Run.To.Nanos).Select(row => (row.Time, row.Event, Feed: feed.Name)));
        var log = rows.OrderBy(row => row.Time).ThenBy(row => row.Feed, StringComparer.Ordinal).ToList();
        var number = 0;
        foreach (var (time, value, _) in log.TakeWhile(row => row.Time < simulated.Run.To.Nanos))
        {
            if (time >= simulated.Run.From.Nanos) Events.Add(new LoggedEvent(time, number, value));
            else OutOfRange++;
            number++;
        }
    }

    public List<LoggedEvent> Events { get; } = [];

    public List<DeadLetter> Malformed { get; } = [];

    public List<LateEvent> Late { get; } = [];

    public long OutOfRange { get; }

    public long EndTime => Events.Count == 0 ? long.MinValue : Events[^1].Time;

    private List<(long Time, IEvent Event)> InOrder(FeedCase feed, long to)
    {
        var rows = new List<(long Time, IEvent Event)>();
        var reached = long.MinValue;
        foreach (var row in feed.Rows)
        {
            // Whatever comes once the feed has passed the end of the range is no part of the run.
            var watermark = reached == long.MinValue ? long.MinValue : reached - feed.Timing.DisorderBound.Ticks * 100;
            if (Math.Max(watermark, feed.Earliest.Nanos) >= to) break;
            if (row.Event is not { } value)
            {
                Malformed.Add(SimulatedFeed.LetterOf(feed.Name, row) with { Time = new EventTime(Math.Max(reached, feed.Earliest.Nanos)) });
                continue;
            }

            var time = value.Time.Nanos;
            if (time < watermark)
            {
                Late.Add(new LateEvent(feed.Name, row.Position, value.Time, new EventTime(reached), value));
                if (feed.Timing.Lateness == LatenessPolicy.Drop) continue;
                time = watermark;
            }

            reached = Math.Max(reached, time);
            rows.Add((time, value));
        }

        return [.. rows.OrderBy(row => row.Time)];
    }
}

/// <summary>An event of the log.</summary>
internal sealed record LoggedEvent(long Time, long Sequence, IEvent Event);
