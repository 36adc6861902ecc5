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
        return ([.. parts.Select((part, i) => Feed(FeedNames[i], part))], events.Count == 0 ? beginning : events[^1].Time);
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

    private FeedCase Feed(string name, List<IEvent> events)
    {
        var bound = random.NextChance(0.5) ? TimeSpan.Zero : unit * (1 + random.NextInt(12)) / 4;
        var lateChance = random.NextChance(0.3) ? 0.1 : 0;
        var arrivals = events
            .Select(value => (Event: value, At: value.Time.Nanos + random.NextLong(bound.Ticks * 100 + 1) + (random.NextChance(lateChance) ? bound.Ticks * 100 + random.NextLong(unit.Ticks * 500) : 0)))
            .OrderBy(entry => entry.At)
            .Select(entry => (IEvent?)entry.Event)
            .ToList();
        for (var bad = random.NextChance(0.3) ? 1 + random.NextInt(4) : 0; bad > 0; bad--) arrivals.Insert(random.NextInt(arrivals.Count + 1), null);
        return new FeedCase(name, [.. arrivals.Select((value, position) => new SimulatedRow(position, value))])
        {
            TellsEarliest = random.NextChance(0.4),
            Timing = new FeedTiming { DisorderBound = bound, Lateness = random.NextChance(0.3) ? LatenessPolicy.Adjust : LatenessPolicy.Drop },
        };
    }
}
