namespace Cep;

/// <summary>An event with the trading time at which it happened.</summary>
/// <param name="Value">The event.</param>
/// <param name="At">How long its symbol had traded.</param>
public readonly record struct OnTradingTime<T>(T Value, TradingInstant At);

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Each event with its trading time: how long its symbol has traded since the calendar began, halts left out. The
    /// difference of two is the time in which the symbol traded between them, so "within 5 minutes of trading" is
    /// <c>later.At - earlier.At &lt;= TimeSpan.FromMinutes(5)</c>; a halt of 10 minutes adds nothing.
    /// </summary>
    /// <param name="statuses">
    /// What stops and resumes the symbol's trading. Halts and LULD pauses stop it until the state is Open again; auctions
    /// stop it until Open or Closed; other states leave it to the calendar. A status of a single venue counts for nothing;
    /// where it should, clear its venue first. Statuses of the same time count as before.
    /// </param>
    /// <param name="calendar">The market's calendar. An event or status outside its dates becomes a dead letter.</param>
    /// <param name="phases">Which phases of the day count as trading: one, or several that follow one another.</param>
    /// <remarks>
    /// Emitted at the event's time, once time has passed it in both streams. The causes are those of the event alone: statuses
    /// are the state of the market and no part of the answer.
    /// </remarks>
    /// <exception cref="ArgumentException">The phases don't follow one another.</exception>
    public EventStream<OnTradingTime<T>> WithTradingTime(
        EventStream<MarketStatus> statuses, TradingCalendar calendar, TradingPhases phases = TradingPhases.Regular)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        ArgumentNullException.ThrowIfNull(calendar);
        _ = DayRange.Of(phases);
        return new TradingTimeStream<T>(this, statuses, calendar, phases);
    }
}

internal sealed class TradingTimeStream<T>(
    EventStream<T> events, EventStream<MarketStatus> statuses, TradingCalendar calendar, TradingPhases phases) : EventStream<OnTradingTime<T>>
{
    internal override Output<OnTradingTime<T>> Build(RulePlan plan)
    {
        var operation = new TradingTimeOperator<T>(plan, new TradingTime(calendar, phases));
        plan.OutputOf(statuses).Connect(operation.Statuses);
        plan.OutputOf(events).Connect(operation.Events);
        plan.Keep<MarketStatus>(operation.Statuses);
        plan.Keep<T>(operation.Events);
        plan.Keep<TradingInstant>(operation);
        return operation.Output;
    }
}

internal sealed class TradingTimeOperator<T>(RulePlan plan, TradingTime time) : IKeyedState
{
    private readonly TradingClock clock = new(time);
    private readonly RowBuffer<OnTradingTime<T>> timed = new();
    private long passed = long.MinValue;
    private HeldRows<T>? events;
    private HeldRows<MarketStatus>? statuses;

    public Output<OnTradingTime<T>> Output { get; } = new();

    public HeldRows<T> Events => events ??= new HeldRows<T>(OnTime);

    public HeldRows<MarketStatus> Statuses => statuses ??= new HeldRows<MarketStatus>(OnTime);

    public void Save(int key, StateWriter writer)
    {
        clock.Reserve(key + 1);
        clock.Save(key, writer);
    }

    public void Load(int key, StateReader reader)
    {
        clock.Reserve(key + 1);
        clock.Load(key, reader);
    }

    public void Forget(int key)
    {
        clock.Reserve(key + 1);
        clock.Forget(key);
    }

    private void OnTime()
    {
        var watermark = Math.Min(Events.Watermark, Statuses.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        clock.Reserve(plan.KeyCapacity);
        while (Events.HasUntil(watermark))
        {
            TakeStatusesUntil(Events.Rows.HeadTime);
            AddTime();
        }

        TakeStatusesUntil(watermark);
        timed.Flush(Output);
        Output.PassTime(watermark);
    }

    private void TakeStatusesUntil(long until)
    {
        while (Statuses.HasUntil(until))
        {
            var rows = Statuses.Rows;
            var (key, at, sequence) = (rows.HeadKey, rows.HeadTime, rows.HeadSequence);
            try
            {
                // The row's time is the status' own unless an operator before this one moved it.
                clock.Take(key, rows.Take() with { Time = new EventTime(at) });
            }
            catch (ArgumentOutOfRangeException fault)
            {
                plan.Faults.Report(key, at, sequence, fault);
            }
        }
    }

    private void AddTime()
    {
        var rows = Events.Rows;
        var (key, at, causes) = (rows.HeadKey, rows.HeadTime, rows.HeadCauses);
        var value = rows.Take();
        try
        {
            timed.Add(key, at, causes, new OnTradingTime<T>(value, clock.At(key, at)));
        }
        catch (ArgumentOutOfRangeException fault)
        {
            plan.Faults.Report(key, at, causes.Last, fault);
        }
    }
}
