namespace Cep.Simulation;

/// <summary>Draws the feeds of a case: ties, gaps and repeats, disorder within the bound of the feed and beyond it, rows that can't be read.</summary>
internal sealed class StreamDraw(SeededRandom random, TimeSpan unit, EventTime beginning)
{
    private const int MaxEvents = 60;

    /// <summary>Taken in this order by whoever comes first, so that a case does not depend on those before it in the process.</summary>
    private static readonly Symbol[] Symbols = [.. new[] { "M", "B", "a", "Z", "AA", "C" }.Select(Symbol.Of)];

    private static readonly string[] FeedNames = ["m.csv", "B.csv", "a.csv", "z.csv"];

    /// <summary>Those that stop and resume trading more often than the others.</summary>
    private static readonly TradingState[] States =
    [
        TradingState.Open, TradingState.Open, TradingState.Open, TradingState.Halted, TradingState.Halted, TradingState.LuldPause,
        TradingState.Auction, TradingState.Auction, TradingState.Closed, TradingState.PreOpen, TradingState.Unknown,
    ];

    private static readonly char[] Venues = ['\0', '\0', '\0', 'N'];

    /// <returns>The feeds, and the latest time of any event.</returns>
    public (IReadOnlyList<FeedCase> Feeds, EventTime Last) Feeds()
    {
        var events = Events();
        var count = 1 + random.NextInt(FeedNames.Length);
        var parts = Enumerable.Range(0, count).Select(_ => new List<IEvent>()).ToList();
        foreach (var value in events) parts[random.NextInt(count)].Add(value);
        var mayRevise = random.NextChance(0.25);
        var throwing = random.NextChance(0.04) ? random.NextInt(count) : -1;
        var feeds = parts.Select((part, i) => Feed(FeedNames[i], part, mayRevise, i == throwing)).ToList();
        if (!mayRevise && random.NextChance(0.15)) feeds = feeds.ConvertAll(Live);
        return (feeds, events.Count == 0 ? beginning : events[^1].Time);
    }

    private List<IEvent> Events()
    {
        var keys = 1 + random.NextInt(Symbols.Length);
        var count = random.NextInt(MaxEvents + 1);
        var tieChance = random.NextDouble() * 0.6;
        var (trades, statuses) = (0.3 + random.NextDouble() * 0.7, random.NextChance(0.5) ? 0.4 : 0.1);
        var hasNanos = random.NextChance(0.15);
        var events = new List<IEvent>();
        var nanos = beginning.Nanos;
        for (var i = 0; i < count; i++)
        {
            if (!random.NextChance(tieChance)) nanos += unit.Ticks * 25 * (random.NextChance(0.06) ? 20 + random.NextInt(200) : 1 + random.NextInt(5));
            var time = new EventTime(nanos + (hasNanos ? random.NextInt(3) * 100 : 0));
            var symbol = Symbols[random.NextInt(keys)];
            events.Add(random.NextChance(trades) ? new Trade(time, symbol, random.NextInt(12), random.NextInt(6))
                : random.NextChance(statuses) ? new MarketStatus(time, symbol, States[random.NextInt(States.Length)], Venues[random.NextInt(Venues.Length)])
                : new Quote(time, symbol, random.NextInt(12), 100, random.NextInt(12), 100));
            if (random.NextChance(0.03)) events.Add(events[^1]);
        }

        return [.. events.OrderBy(value => value.Time)];
    }

    private FeedCase Feed(string name, List<IEvent> events, bool mayRevise, bool mayThrow)
    {
        var bound = random.NextChance(0.5) ? TimeSpan.Zero : unit * (1 + random.NextInt(12)) / 4;
        var allowed = mayRevise && random.NextChance(0.7) ? unit * (1 + random.NextInt(20)) / 4 : TimeSpan.Zero;
        var lateChance = mayThrow || random.NextChance(mayRevise ? 0.8 : 0.3) ? 0.1 : 0;
        var mostLate = allowed > TimeSpan.Zero && random.NextChance(0.8) ? allowed * 2 : unit * 5;
        var arrivals = events
            .Select(value => (Event: value, At: value.Time.Nanos + random.NextLong(bound.Ticks * 100 + 1) + (random.NextChance(lateChance) ? bound.Ticks * 100 + random.NextLong(mostLate.Ticks * 100) : 0)))
            .OrderBy(entry => entry.At)
            .Select(entry => new SimulatedRow(0, entry.Event))
            .ToList();
        for (var bad = random.NextChance(0.3) ? 1 + random.NextInt(4) : 0; bad > 0; bad--) arrivals.Insert(random.NextInt(arrivals.Count + 1), new SimulatedRow(0, null));
        for (var beats = random.NextChance(0.25) ? 1 + random.NextInt(4) : 0; beats > 0; beats--) arrivals.Insert(random.NextInt(arrivals.Count + 1), new SimulatedRow(0, null) { Heartbeat = Heartbeat(arrivals) });
        return new FeedCase(name, [.. arrivals.Select((row, position) => row with { Position = position })])
        {
            TellsEarliest = random.NextChance(0.4),
            Timing = new FeedTiming
            {
                DisorderBound = bound,
                AllowedLateness = allowed,
                Lateness = mayThrow ? LatenessPolicy.Throw : random.NextChance(0.3) ? LatenessPolicy.Adjust : LatenessPolicy.Drop,
            },
        };
    }

    /// <summary>Near an event of the feed, which it may make late.</summary>
    private EventTime Heartbeat(List<SimulatedRow> arrivals)
    {
        var near = arrivals.Count == 0 ? null : arrivals[random.NextInt(arrivals.Count)].Event;
        return (near?.Time ?? beginning) + unit * (random.NextInt(10) - 2) / 4 + TimeSpan.FromTicks(random.NextInt(2) * 13);
    }

    /// <summary>The same feed with silences by the clock. Where a row that can't be read stands among heartbeats a record doesn't tell, so there is none.</summary>
    private FeedCase Live(FeedCase feed)
    {
        var rows = feed.Rows.Where(row => row.IsEntry).ToList();
        for (var silences = random.NextInt(4); silences > 0; silences--)
        {
            rows.Insert(random.NextInt(rows.Count + 1), new SimulatedRow(-1, null) { Silence = unit * (1 + random.NextInt(40)) / 4 });
        }

        // A heartbeat may stand one nanosecond after an event; adjusted to it an event would have a time that Rx cuts.
        var lateness = feed.Timing.Lateness == LatenessPolicy.Adjust ? LatenessPolicy.Drop : feed.Timing.Lateness;
        return feed with { Rows = rows, Timing = feed.Timing with { Lateness = lateness, IdleAfter = random.NextChance(0.75) ? unit * (1 + random.NextInt(8)) / 4 : null } };
    }
}
