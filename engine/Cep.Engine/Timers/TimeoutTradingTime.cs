namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// As <c>Timeout</c>, in trading time: what becomes of each event that waits for another of its key while that trades
    /// for <paramref name="after"/>. A halt of 10 minutes makes the wait 10 minutes longer; what the close cuts short goes
    /// on with the next trading day. <see cref="Awaited{T}.Waited"/> is told in trading time.
    /// </summary>
    /// <param name="after">How long is traded until a wait times out; more than zero, less than 292 years.</param>
    /// <param name="statuses">What stops and resumes the symbol's trading, as for <c>WithTradingTime</c>.</param>
    /// <param name="calendar">The market's calendar. An event or status outside its dates becomes a dead letter.</param>
    /// <param name="phases">Which phases of the day count as trading: one, or several that follow one another.</param>
    /// <param name="from">Which events wait; null for all.</param>
    /// <param name="until">Whether a later event (second) answers a waiting one (first); null when any event does.</param>
    /// <remarks>
    /// An event while the market is closed or the symbol halted waits and answers like any other. An answer exactly at the
    /// deadline comes too late, and so does a halt. When the input ends, what waits times out at its deadline, supposing
    /// that nothing halts the symbol until then; a wait of a symbol that is halted at the end has no deadline, and nothing is
    /// said of it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is out of its bounds.</exception>
    /// <exception cref="ArgumentException">The phases don't follow one another.</exception>
    public EventStream<Awaited<T>> TimeoutTradingTime(
        TimeSpan after,
        EventStream<MarketStatus> statuses,
        TradingCalendar calendar,
        TradingPhases phases = TradingPhases.Regular,
        Func<T, bool>? from = null,
        Func<T, T, bool>? until = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(after, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(statuses);
        ArgumentNullException.ThrowIfNull(calendar);
        _ = DayRange.Of(phases);
        return new TimeoutTradingTimeStream<T>(this, statuses, () => new TradingTime(calendar, phases), SpanNanos.Of(after, nameof(after)), from, until);
    }
}

internal sealed class TimeoutTradingTimeStream<T>(
    EventStream<T> events, EventStream<MarketStatus> statuses, Func<TradingTime> time, long afterNanos, Func<T, bool>? from, Func<T, T, bool>? until)
    : EventStream<Awaited<T>>
{
    internal override Output<Awaited<T>> Build(RulePlan plan) =>
        new TimeoutTradingTimeOperator<T>(plan, time(), afterNanos, from, until).Build<T>(events, statuses);
}

/// <summary>A key's waits end in the order in which they began, so its one timer is that of the first.</summary>
internal sealed class TimeoutTradingTimeOperator<T>(
    RulePlan plan, TradingTime time, long afterNanos, Func<T, bool>? from, Func<T, T, bool>? until) : TradingOperator<T, Awaited<T>>(plan)
{
    private readonly TradingTimers timers = new(time);
    private readonly KeyedQueue<Wait> waits = new();
    private readonly List<int> answered = [];

    public override void Save(int key, StateWriter writer)
    {
        Reserve(key + 1);
        timers.Save(key, writer);
        for (var place = waits.FirstOf(key); place != KeyedQueue<Wait>.None; place = waits.After(place))
        {
            writer.Write(true);
            writer.Write(waits[place].Since);
            writer.Write(waits[place].Causes);
            writer.Write(waits[place].Value);
        }

        writer.Write(false);
    }

    public override void Load(int key, StateReader reader)
    {
        Reserve(key + 1);
        timers.Load(key, reader);
        waits.Clear(key);
        while (reader.Read<bool>()) waits.Add(key, new Wait(reader.Read<TradingInstant>(), reader.Read<Causes>(), reader.Read<T>()));
    }

    public override void Forget(int key)
    {
        Reserve(key + 1);
        timers.Forget(key);
        waits.Clear(key);
    }

    public override void Measure(int key, ref KeyFigures figures)
    {
        Reserve(key + 1);
        timers.Measure(key, ref figures);
        for (var place = waits.FirstOf(key); place != KeyedQueue<Wait>.None; place = waits.After(place))
        {
            figures.AddTimer(KeyFigures.SizeOf(waits[place]), long.MaxValue, timers.DueOf(key));
        }
    }

    protected override void Reserve(int keys)
    {
        timers.Reserve(keys);
        waits.Reserve(keys);
    }

    protected override void TakeStatus(int key, in MarketStatus status) => timers.Take(key, status);

    /// <summary>Asks the author's conditions first, so that an event at which one throws changes nothing.</summary>
    protected override void TakeEvent(int key, long time, Causes causes, in T value)
    {
        var opens = from is null || from(value);
        var now = timers.At(key, time);
        answered.Clear();
        for (var place = waits.FirstOf(key); place != KeyedQueue<Wait>.None; place = waits.After(place))
        {
            if (until is null || until(waits[place].Value, value)) answered.Add(place);
        }

        var first = waits.FirstOf(key);
        foreach (var place in answered)
        {
            ref readonly var wait = ref waits[place];
            Results.Add(key, time, wait.Causes.And(causes), new Awaited<T>(wait.Value, value, false, now - wait.Since));
            waits.Remove(key, place);
        }

        if (opens) waits.Add(key, new Wait(now, causes, value));
        if (waits.FirstOf(key) != first || answered.Count > 0) AwaitFirst(key);
    }

    protected override void FireUntil(long time)
    {
        while (time >= timers.Earliest && timers.TryFire(time, out var due, out var key))
        {
            while (waits.FirstOf(key) is var first and not KeyedQueue<Wait>.None && timers.DueAt(key, waits[first].Since, afterNanos) <= due)
            {
                ref readonly var wait = ref waits[first];
                Results.Add(key, due, wait.Causes, new Awaited<T>(wait.Value, default, true, new TimeSpan(afterNanos / 100)));
                waits.Remove(key, first);
            }

            AwaitFirst(key);
        }
    }

    private void AwaitFirst(int key)
    {
        var first = waits.FirstOf(key);
        if (first == KeyedQueue<Wait>.None) timers.Cancel(key);
        else timers.Set(key, waits[first].Since, afterNanos);
    }

    private readonly record struct Wait(TradingInstant Since, Causes Causes, T Value);
}
