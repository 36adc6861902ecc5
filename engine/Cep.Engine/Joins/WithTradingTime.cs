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
    internal override Output<OnTradingTime<T>> Build(RulePlan plan) =>
        new TradingTimeOperator<T>(plan, new TradingTime(calendar, phases)).Build<T>(events, statuses);
}

internal sealed class TradingTimeOperator<T>(RulePlan plan, TradingTime time) : TradingOperator<T, OnTradingTime<T>>(plan)
{
    private readonly TradingClock clock = new(time);

    public override void Save(int key, StateWriter writer)
    {
        Reserve(key + 1);
        clock.Save(key, writer);
    }

    public override void Load(int key, StateReader reader)
    {
        Reserve(key + 1);
        clock.Load(key, reader);
    }

    public override void Forget(int key)
    {
        Reserve(key + 1);
        clock.Forget(key);
    }

    public override void Measure(int key, ref KeyFigures figures)
    {
        clock.Reserve(key + 1);
        clock.Measure(key, ref figures);
    }

    protected override void Reserve(int keys) => clock.Reserve(keys);

    protected override void TakeStatus(int key, in MarketStatus status) => clock.Take(key, status);

    protected override void TakeEvent(int key, long time, Causes causes, in T value) =>
        Results.Add(key, time, causes, new OnTradingTime<T>(value, clock.At(key, time)));

    protected override void FireUntil(long time)
    {
        // Nothing waits.
    }
}
