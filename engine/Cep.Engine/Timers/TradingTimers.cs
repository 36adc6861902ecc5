namespace Cep;

/// <summary>
/// One timer for each key, due when the key has traded up to a moment. A halt of the key puts it off, and its end sets it
/// anew; over the close it waits for the next trading day.
/// </summary>
/// <remarks>
/// Waits of the same length that begin one after another end one after another, in trading time, too. So an operator that
/// has many for a key keeps them in that order and needs a timer only for the first; what a status costs does not depend
/// on how many wait. State of an operator, owned by one shard, asked in time order: what is due at a time is fired before
/// a status of that time is taken, because up to there was traded.
/// </remarks>
internal sealed class TradingTimers(TradingTime time)
{
    private readonly TradingClock clock = new(time);
    private readonly TimerWheel<int> wheel = new();
    private Timer[] timers = [];

    /// <summary>No timer is due before this.</summary>
    public long Earliest => wheel.Earliest;

    /// <summary>Makes room for keys below a number.</summary>
    public void Reserve(int keys)
    {
        clock.Reserve(keys);
        if (timers.Length < keys) Array.Resize(ref timers, Math.Max(keys, timers.Length * 2));
    }

    /// <summary>The trading time of a key, at or after its last status.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public TradingInstant At(int key, long eventTime) => clock.At(key, eventTime);

    /// <summary>When a key will have traded for a duration after a moment of its trading, supposing that no further status comes.</summary>
    /// <returns><see cref="long.MaxValue"/> while the key is stopped, or when the calendar ends before.</returns>
    public long DueAt(int key, TradingInstant since, long durationNanos) => clock.DueAt(key, After(since, durationNanos));

    /// <summary>Takes a status of a key, which may move its timer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its time lies outside the calendar; nothing has changed then.</exception>
    public void Take(int key, in MarketStatus status)
    {
        clock.Take(key, status);
        if (timers[key].IsSet) Await(key);
    }

    /// <summary>Sets the timer of a key to a duration after a moment of its trading, in place of what it was set to.</summary>
    public void Set(int key, TradingInstant since, long durationNanos)
    {
        timers[key].IsSet = true;
        timers[key].Moment = After(since, durationNanos);
        Await(key);
    }

    /// <summary>Takes the timer of a key back, if it is set.</summary>
    public void Cancel(int key)
    {
        wheel.Cancel(timers[key].Handle);
        timers[key] = default;
    }

    /// <summary>Removes the next timer that is due at or before a time.</summary>
    /// <param name="until">Never less than at the calls before.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="key">Whose it was; it may be set again.</param>
    /// <returns>False when none is due.</returns>
    public bool TryFire(long until, out long due, out int key)
    {
        if (!wheel.TryFire(until, out due, out key)) return false;
        timers[key] = default;
        return true;
    }

    /// <summary>Writes what is known of a key.</summary>
    public void Save(int key, StateWriter writer)
    {
        clock.Save(key, writer);
        writer.Write(timers[key].IsSet);
        writer.Write(timers[key].Moment);
    }

    /// <summary>Puts what was saved in place of what is known of a key.</summary>
    public void Load(int key, StateReader reader)
    {
        clock.Load(key, reader);
        Cancel(key);
        timers[key].IsSet = reader.Read<bool>();
        timers[key].Moment = reader.Read<TradingInstant>();
        if (timers[key].IsSet) Await(key);
    }

    /// <summary>Drops a key's timer and what stopped its clock.</summary>
    public void Forget(int key)
    {
        clock.Forget(key);
        Cancel(key);
    }

    /// <summary>Adds what is known of a key's trading to the figures.</summary>
    public void Measure(int key, ref KeyFigures figures) => clock.Measure(key, ref figures);

    /// <summary>When a key's timer is due as far as is known now.</summary>
    public long DueOf(int key) => timers[key].Due;

    private static TradingInstant After(TradingInstant since, long durationNanos) => new(SpanNanos.Plus(since.Nanos, durationNanos));

    /// <summary>Puts a set timer where it is due as far as is known now; nowhere while the key's clock stands still.</summary>
    private void Await(int key)
    {
        ref var timer = ref timers[key];
        var due = clock.DueAt(key, timer.Moment);
        if (timer.Due == due && timer.Handle != default) return;
        wheel.Cancel(timer.Handle);
        timer.Due = due;
        timer.Handle = due == long.MaxValue ? default : wheel.Schedule(due, key);
    }

    private struct Timer
    {
        public bool IsSet;
        public TradingInstant Moment;
        public long Due;
        public TimerHandle Handle;
    }
}
