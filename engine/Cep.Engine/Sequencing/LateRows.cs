namespace Cep;

/// <summary>Knows how far a feed has come and carries out its lateness policy.</summary>
internal sealed class LateRows(IFeed feed, FeedTiming timing, EventTime to, RunTally tally)
{
    private readonly long earliest = feed.Earliest.Nanos;
    private readonly long boundNanos = timing.DisorderBound.Ticks * 100;

    /// <summary>How far the feed has come, by its events and its heartbeats.</summary>
    public long Reached { get; private set; } = long.MinValue;

    /// <summary>The latest event time of the feed.</summary>
    public long LatestEvent { get; private set; } = long.MinValue;

    /// <summary>
    /// The time of what can't be read at this place. Before its first event that is the time at which the feed begins: an
    /// earlier one would put it among things that may have been told before the feed was opened.
    /// </summary>
    public EventTime PlaceTime => new(Math.Max(Reached, earliest));

    /// <summary>No event of the feed that is not late lies before this.</summary>
    public long Watermark => Reached < long.MinValue + boundNanos ? long.MinValue : Reached - boundNanos;

    /// <summary>
    /// The feed has come to the end of the run's range of time. What comes from here on is no part of the run and is not
    /// told: how much of it is read at all depends on the size of batches.
    /// </summary>
    public bool IsPast => Math.Max(Watermark, earliest) >= to.Nanos;

    /// <summary>Events that came, late ones included.</summary>
    public long Events { get; private set; }

    /// <summary>Events that came too late.</summary>
    public long Late { get; private set; }

    /// <summary>Heartbeats that came or were made.</summary>
    public long Heartbeats { get; private set; }

    public void Save(StateWriter writer)
    {
        writer.Write(Reached);
        writer.Write(LatestEvent);
        writer.Write(Events);
        writer.Write(Late);
        writer.Write(Heartbeats);
    }

    public void Load(StateReader reader)
    {
        Reached = reader.Read<long>();
        LatestEvent = reader.Read<long>();
        Events = reader.Read<long>();
        Late = reader.Read<long>();
        Heartbeats = reader.Read<long>();
    }

    /// <summary>Counts events that came.</summary>
    public void Count(int events) => Events += events;

    public void Reach(long time)
    {
        LatestEvent = Math.Max(LatestEvent, time);
        Reached = Math.Max(Reached, time);
    }

    /// <summary>Takes a heartbeat.</summary>
    /// <returns>Whether it moves time on.</returns>
    public bool Hear(long time, Round round)
    {
        Heartbeats++;
        round.Heartbeats.Add(new Heartbeat(feed.Name, Events, new EventTime(time)));
        if (time <= Watermark) return false;
        Reached = time > long.MaxValue - boundNanos ? long.MaxValue : time + boundNanos;
        return true;
    }

    /// <summary>Decides on a late row.</summary>
    /// <param name="batch">The row's batch, which knows its place in the feed.</param>
    /// <param name="walk">Stands at the row.</param>
    /// <param name="time">The row's time; adjusted where the policy says so.</param>
    /// <param name="round">Where it is told.</param>
    /// <returns>Whether the row is processed.</returns>
    /// <exception cref="FeedException">The policy is to end the run.</exception>
    public bool Admit(EventBatch batch, RowWalk walk, ref long time, Round round)
    {
        if (IsPast) return false;
        var late = new LateEvent(
            feed.Name, batch.Positions.Of(walk.Position), new EventTime(time), new EventTime(Reached), walk.Column.Box(walk.Row));
        if (timing.Lateness == LatenessPolicy.Throw)
        {
            throw new FeedException(
                $"{feed.Name}, position {late.Position}: the event of {late.Time} is late, {Duration.Format(late.By)} behind {late.Reached}. "
                + "Raise the disorder bound, or choose a lateness policy that goes on.");
        }

        tally.Late++;
        Late++;
        round.Late.Add(late);
        if (timing.Lateness == LatenessPolicy.Drop) return false;
        time = Watermark;
        return true;
    }
}
