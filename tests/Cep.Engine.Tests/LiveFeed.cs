namespace Cep.Tests;

/// <summary>A feed whose events arrive by a clock; while there is none it waits a tenth of a second and says so.</summary>
/// <param name="name">Its name.</param>
/// <param name="clock">The clock.</param>
/// <param name="end">When it ends.</param>
/// <param name="arrivals">Events and the seconds of the clock at which they come, in this order.</param>
internal sealed class LiveFeed(string name, VirtualClock clock, double end, params IReadOnlyList<(double At, IEvent Event)> arrivals) : IFeed
{
    public string Name => name;

    public EventTime Earliest => EventTime.MinValue;

    public long Length => 0;

    public IFeedReader Open() => new Reader(clock, end, arrivals);

    /// <summary>The same feed as a log: its events and the heartbeats that were told of it.</summary>
    public IFeed Recorded(IEnumerable<Heartbeat> heartbeats) =>
        new RecordedFeed(name, [.. arrivals.Select(arrival => arrival.Event)], [.. heartbeats.Where(heartbeat => heartbeat.Feed == name)]);

    private sealed class Reader(VirtualClock clock, double end, IReadOnlyList<(double At, IEvent Event)> arrivals) : IFeedReader
    {
        private int next;

        public long BytesRead => 0;

        public bool Read(EventBatch batch, int maxRows)
        {
            if (next < arrivals.Count ? arrivals[next].At > clock.Now.TotalSeconds : end > clock.Now.TotalSeconds)
            {
                clock.Advance(TimeSpan.FromSeconds(0.1));
                return true;
            }

            while (batch.Count < maxRows && next < arrivals.Count && arrivals[next].At <= clock.Now.TotalSeconds)
            {
                RecordedFeed.Add(batch, arrivals[next].Event, next);
                next++;
            }

            return next < arrivals.Count || end > clock.Now.TotalSeconds;
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>Events with heartbeats between them, as a recorded run has them.</summary>
internal sealed class RecordedFeed(string name, IReadOnlyList<IEvent> events, IReadOnlyList<Heartbeat> heartbeats) : IFeed
{
    public string Name => name;

    public EventTime Earliest => EventTime.MinValue;

    public long Length => 0;

    public IFeedReader Open() => new Reader(events, heartbeats);

    internal static void Add(EventBatch batch, IEvent value, int row)
    {
        if (value is Trade trade) batch.Add(trade, row);
        else batch.Add((Quote)value, row);
    }

    private sealed class Reader(IReadOnlyList<IEvent> events, IReadOnlyList<Heartbeat> heartbeats) : IFeedReader
    {
        private int next;
        private int heard;

        public long BytesRead => 0;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; batch.Count < maxRows; next++)
            {
                for (; heard < heartbeats.Count && heartbeats[heard].AfterEvents == next; heard++)
                {
                    if (batch.Count == maxRows) return true;
                    batch.AddHeartbeat(heartbeats[heard].Time);
                }

                if (next == events.Count) return false;
                if (batch.Count == maxRows) return true;
                Add(batch, events[next], next);
            }

            return true;
        }

        public void Dispose()
        {
        }
    }
}
