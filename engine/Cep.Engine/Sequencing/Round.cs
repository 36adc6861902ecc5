namespace Cep;

/// <summary>What goes through the engine in one go: a batch of the log and how far time has come with it. Reused.</summary>
internal sealed class Round
{
    /// <summary>The next events, in log order.</summary>
    public EventBatch Events { get; set; } = new();

    /// <summary>
    /// The events are late ones of one moment, within the allowed lateness: they change what was said of their times
    /// already. The watermark is then the last moment before theirs, and all events up to it went before.
    /// </summary>
    public bool IsRevision { get; set; }

    /// <summary>No more events with a time ≤ this; <see cref="long.MaxValue"/> at the end of the input.</summary>
    public long Watermark { get; set; } = long.MinValue;

    /// <summary>Time of the last entry of the log so far, be it an event or a heartbeat.</summary>
    public long LastTime { get; set; } = long.MinValue;

    /// <summary>What could not be read between the events.</summary>
    public List<DeadLetter> Malformed { get; } = [];

    /// <summary>What came too late.</summary>
    public List<LateEvent> Late { get; } = [];

    /// <summary>The heartbeats that came or were made.</summary>
    public List<Heartbeat> Heartbeats { get; } = [];

    /// <summary>Nothing came.</summary>
    public bool IsEmpty => Events.Count == 0 && Malformed.Count == 0 && Late.Count == 0 && Heartbeats.Count == 0;

    /// <summary>Takes all that another round holds, and leaves it an empty batch.</summary>
    public void TakeFrom(Round other)
    {
        Clear();
        Watermark = long.MinValue;
        (Events, other.Events) = (other.Events, Events);
        IsRevision = other.IsRevision;
        AddNotices(other);
    }

    /// <summary>Goes on with what another round tells besides its events.</summary>
    public void AddNotices(Round other)
    {
        Watermark = Math.Max(Watermark, other.Watermark);
        LastTime = other.LastTime;
        Malformed.AddRange(other.Malformed);
        Late.AddRange(other.Late);
        Heartbeats.AddRange(other.Heartbeats);
    }

    public void Clear()
    {
        IsRevision = false;
        Events.Clear();
        Malformed.Clear();
        Late.Clear();
        Heartbeats.Clear();
    }
}
