namespace Cep;

/// <summary>
/// The trading time of each key: that of the calendar, less what the key lost by halts. State of an operator, owned by
/// one shard.
/// </summary>
/// <remarks>
/// What a status does to a key's clock:
/// <list type="bullet">
/// <item><see cref="TradingState.Halted"/> and <see cref="TradingState.LuldPause"/> stop it until <see cref="TradingState.Open"/>, over days if need be.</item>
/// <item><see cref="TradingState.Auction"/> stops it, too: nothing trades before the auction's price is found. It ends with Open, and
/// also with <see cref="TradingState.Closed"/>, because no status may follow a closing auction before the next day's trading.</item>
/// <item><see cref="TradingState.Unknown"/>, <see cref="TradingState.PreOpen"/> and Closed leave the rest to the calendar.</item>
/// <item>The status of a single venue does nothing: the others go on trading.</item>
/// </list>
/// </remarks>
internal sealed class TradingClock(TradingTime time)
{
    private Stop[] stops = [];
    private int day;

    private enum Reason : byte
    {
        None,
        Auction,
        Halt,
    }

    /// <summary>Makes room for keys below a number.</summary>
    public void Reserve(int keys)
    {
        if (stops.Length < keys) Array.Resize(ref stops, Math.Max(keys, stops.Length * 2));
    }

    /// <summary>Takes a status of a key. Statuses of a key come in the order of the log.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its time lies outside the calendar; the clock stays as it was.</exception>
    public void Take(int key, in MarketStatus status)
    {
        if (status.Exchange != '\0') return;
        var now = time.At(status.Time.Nanos, ref day);
        ref var stop = ref stops[key];
        var reason = status.State switch
        {
            TradingState.Open => Reason.None,
            TradingState.Halted or TradingState.LuldPause => Reason.Halt,
            TradingState.Auction when stop.Reason == Reason.None => Reason.Auction,
            TradingState.Closed when stop.Reason == Reason.Auction => Reason.None,
            _ => stop.Reason,
        };
        if (stop.Reason == Reason.None) stop.SinceNanos = now;
        else if (reason == Reason.None) stop.LostNanos += now - stop.SinceNanos;
        stop.Reason = reason;
    }

    /// <summary>Whether a key's clock stands still for another reason than the calendar's.</summary>
    public bool IsStopped(int key) => stops[key].Reason != Reason.None;

    /// <summary>The trading time of a key, at or after its last status.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public TradingInstant At(int key, long eventTime)
    {
        var now = time.At(eventTime, ref day);
        ref readonly var stop = ref stops[key];
        return new TradingInstant((stop.Reason == Reason.None ? now : stop.SinceNanos) - stop.LostNanos);
    }

    /// <summary>
    /// The first event time at which a key's clock will have come to a later moment if no further status comes: what a
    /// timer in trading time waits for. A status of the key may move it; see <see cref="TradingTimers"/>.
    /// </summary>
    /// <returns>
    /// <see cref="long.MaxValue"/> while the clock stands still before that moment, or when the calendar ends before it; any
    /// time passed when the clock has come to the moment already.
    /// </returns>
    public long DueAt(int key, TradingInstant moment)
    {
        ref readonly var stop = ref stops[key];
        var due = SpanNanos.Plus(moment.Nanos, stop.LostNanos);
        return stop.Reason == Reason.None || due <= stop.SinceNanos ? time.TimeOf(due) : long.MaxValue;
    }

    /// <summary>Writes what is kept for a key.</summary>
    public void Save(int key, StateWriter writer) => writer.Write(stops[key]);

    /// <summary>Takes what was saved of a key in place of what is kept.</summary>
    public void Load(int key, StateReader reader) => stops[key] = reader.Read<Stop>();

    /// <summary>Drops what is kept for a key: its clock is that of the calendar again.</summary>
    public void Forget(int key) => stops[key] = default;

    /// <summary>Adds what is kept for a key to the figures.</summary>
    public void Measure(int key, ref KeyFigures figures)
    {
        if (stops[key].Reason != Reason.None || stops[key].LostNanos != 0) figures.Add(KeyFigures.SizeOf(stops[key]));
    }

    private struct Stop
    {
        /// <summary>The calendar's trading time at which the clock stopped.</summary>
        public long SinceNanos;

        /// <summary>What was lost by stops that are over.</summary>
        public long LostNanos;

        public Reason Reason;
    }
}
