namespace Cep;

/// <summary>
/// When partial matches die. Limits in event time are as good as told by the events; one in trading time follows the
/// statuses of its key, too: while that is halted its time stands still, and so do the deadlines.
/// </summary>
/// <remarks>
/// State of an operator, owned by one shard, asked in time order: what is due at a time has died before a status of that time
/// is taken, and statuses are taken before events of their time.
/// </remarks>
internal sealed class Deadlines(PatternPlan plan)
{
    private readonly TradingClock? clock = plan.Clock is { } time ? new TradingClock(time) : null;

    /// <summary>Some limit is in trading time.</summary>
    public bool AreTraded => clock is not null;

    /// <summary>The trading time of a key, in nanoseconds; 0 where no limit is in trading time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public long TradedAt(int key, long time) => ClockOf(key)?.At(key, time).Nanos ?? 0;

    /// <summary>A moment of a key, at or after its last status; past the calendar's end its trading time stands still.</summary>
    public KeyMoment MomentOf(int key, long time) =>
        new(time, plan.Clock is { Calendar.End.Nanos: var end } ? TradedAt(key, Math.Min(time, end - 1)) : 0);

    /// <summary>Takes a status, which may move the deadlines of its key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its time lies outside the calendar; nothing has changed then.</exception>
    public void Take(int key, in MarketStatus status) => ClockOf(key)?.Take(key, status);

    /// <summary>Whether the trading time of a key stands still, and not by the calendar.</summary>
    public bool IsStopped(int key) => ClockOf(key)?.IsStopped(key) ?? false;

    /// <summary>When the time is up that began with an event, supposing that no further status comes.</summary>
    /// <returns><see cref="long.MaxValue"/> without a limit, and while the key is stopped; any time passed when it is up already.</returns>
    public long DueAt(int key, TimeLimit limit, Taken since)
    {
        if (limit.IsNone) return long.MaxValue;
        return limit.IsTraded
            ? ClockOf(key)!.DueAt(key, new TradingInstant(SpanNanos.Plus(since.Traded, limit.Nanos)))
            : TimerOrder.After(since.Time, limit.Nanos);
    }

    /// <summary>When a partial match dies, if nothing else ends it before: at this time, before events of it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">Its first event.</param>
    /// <param name="last">Its last event.</param>
    /// <param name="wait">How long it may wait for the next one.</param>
    public long DueAt(int key, Taken first, Taken last, TimeLimit wait) => Math.Min(DueAt(key, plan.Within, first), DueAt(key, wait, last));

    /// <summary>Whether a partial match has died by a moment, which may lie in the past.</summary>
    /// <param name="moment">When.</param>
    /// <param name="first">Its first event.</param>
    /// <param name="last">Its last event.</param>
    /// <param name="wait">How long it may wait for the next one.</param>
    public bool AreUp(KeyMoment moment, Taken first, Taken last, TimeLimit wait) => IsUp(moment, plan.Within, first) || IsUp(moment, wait, last);

    /// <summary>Writes what is known of a key.</summary>
    public void Save(int key, StateWriter writer) => ClockOf(key)?.Save(key, writer);

    /// <summary>Puts what was saved in place of what is known of a key.</summary>
    public void Load(int key, StateReader reader) => ClockOf(key)?.Load(key, reader);

    /// <summary>Drops what stopped a key's clock.</summary>
    public void Forget(int key) => ClockOf(key)?.Forget(key);

    /// <summary>Adds what is known of a key's trading to the figures.</summary>
    public void Measure(int key, ref KeyFigures figures) => ClockOf(key)?.Measure(key, ref figures);

    private static bool IsUp(KeyMoment moment, TimeLimit limit, Taken since)
    {
        if (limit.IsNone) return false;
        return limit.IsTraded
            ? moment.Traded >= SpanNanos.Plus(since.Traded, limit.Nanos)
            : moment.Time >= TimerOrder.After(since.Time, limit.Nanos);
    }

    private TradingClock? ClockOf(int key)
    {
        clock?.Reserve(key + 1);
        return clock;
    }
}
