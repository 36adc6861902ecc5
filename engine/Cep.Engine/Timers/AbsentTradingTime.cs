namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// As <c>Absent</c>, in trading time: notices that nothing came of a key while it traded for <paramref name="duration"/>.
    /// A halt of 10 minutes makes the wait 10 minutes longer; what the close cuts short goes on with the next trading day.
    /// </summary>
    /// <param name="duration">How long is traded in silence until it is noticed; more than zero, less than 292 years.</param>
    /// <param name="statuses">What stops and resumes the symbol's trading, as for <c>WithTradingTime</c>.</param>
    /// <param name="calendar">The market's calendar. An event or status outside its dates becomes a dead letter.</param>
    /// <param name="phases">Which phases of the day count as trading: one, or several that follow one another.</param>
    /// <param name="unless">An event for which this holds disarms: the silence after it is expected. Null for none.</param>
    /// <remarks>
    /// Every event counts, also one while the market is closed or the symbol halted; after it the wait begins when trading
    /// goes on. A halt exactly at the deadline comes too late to move it. When the input ends, what is armed is noticed at
    /// its due time, supposing that nothing halts the symbol until then; of a symbol that is halted at the end nothing is
    /// noticed, because its time stands still.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is out of its bounds.</exception>
    /// <exception cref="ArgumentException">The phases don't follow one another.</exception>
    public EventStream<Absence<T>> AbsentTradingTime(
        TimeSpan duration, EventStream<MarketStatus> statuses, TradingCalendar calendar, TradingPhases phases = TradingPhases.Regular, Func<T, bool>? unless = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(statuses);
        ArgumentNullException.ThrowIfNull(calendar);
        _ = DayRange.Of(phases);
        return new AbsentTradingTimeStream<T>(this, statuses, () => new TradingTime(calendar, phases), SpanNanos.Of(duration, nameof(duration)), unless);
    }
}

internal sealed class AbsentTradingTimeStream<T>(
    EventStream<T> events, EventStream<MarketStatus> statuses, Func<TradingTime> time, long durationNanos, Func<T, bool>? unless) : EventStream<Absence<T>>
{
    internal override Output<Absence<T>> Build(RulePlan plan) =>
        new AbsentTradingTimeOperator<T>(plan, time(), durationNanos, unless).Build<T>(events, statuses);
}

/// <summary>An event writes down that it came; only when the key's timer is due it is set for the event that came last.</summary>
internal sealed class AbsentTradingTimeOperator<T>(RulePlan plan, TradingTime time, long durationNanos, Func<T, bool>? unless)
    : TradingOperator<T, Absence<T>>(plan)
{
    private readonly TradingTimers timers = new(time);
    private Cell[] cells = [];

    public override void Save(int key, StateWriter writer)
    {
        Reserve(key + 1);
        timers.Save(key, writer);
        ref var cell = ref cells[key];
        writer.Write(cell.IsKnown);
        if (!cell.IsKnown) return;
        writer.Write(cell.IsArmed);
        writer.Write(cell.Since);
        writer.Write(cell.Moment);
        writer.Write(cell.Causes);
        writer.Write(cell.Last);
    }

    public override void Load(int key, StateReader reader)
    {
        Reserve(key + 1);
        timers.Load(key, reader);
        cells[key] = !reader.Read<bool>() ? default : new Cell
        {
            IsKnown = true,
            IsArmed = reader.Read<bool>(),
            Since = reader.Read<long>(),
            Moment = reader.Read<TradingInstant>(),
            Causes = reader.Read<Causes>(),
            Last = reader.Read<T>(),
        };
    }

    public override void Forget(int key)
    {
        Reserve(key + 1);
        timers.Forget(key);
        cells[key] = default;
    }

    public override void Measure(int key, ref KeyFigures figures)
    {
        Reserve(key + 1);
        timers.Measure(key, ref figures);
        if (cells[key].IsArmed) figures.AddTimer(KeyFigures.SizeOf(cells[key]), cells[key].Since, timers.DueAt(key, cells[key].Moment, durationNanos));
    }

    protected override void Reserve(int keys)
    {
        timers.Reserve(keys);
        if (cells.Length < keys) Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));
    }

    protected override void TakeStatus(int key, in MarketStatus status) => timers.Take(key, status);

    protected override void TakeEvent(int key, long time, Causes causes, in T value)
    {
        var arms = unless is null || !unless(value);
        var moment = timers.At(key, time);
        ref var cell = ref cells[key];
        var hasTimer = cell.IsKnown;
        cell = new Cell { IsKnown = hasTimer || arms, IsArmed = arms, Since = time, Moment = moment, Causes = causes, Last = value };
        if (arms && !hasTimer) timers.Set(key, moment, durationNanos);
    }

    protected override void FireUntil(long time)
    {
        while (time >= timers.Earliest && timers.TryFire(time, out var due, out var key))
        {
            ref var cell = ref cells[key];
            if (cell.IsArmed && timers.DueAt(key, cell.Moment, durationNanos) > due)
            {
                timers.Set(key, cell.Moment, durationNanos);
                continue;
            }

            if (cell.IsArmed) Results.Add(key, due, cell.Causes, new Absence<T>(cell.Last, new EventTime(cell.Since), new EventTime(due)));
            cell = default;
        }
    }

    /// <summary>What is known of a key while its timer is set.</summary>
    private struct Cell
    {
        public bool IsKnown;
        public bool IsArmed;
        public long Since;
        public TradingInstant Moment;
        public Causes Causes;
        public T Last;
    }
}
