namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Tumbling windows in which each symbol traded for the same time, half-open and laid from the beginning of each
    /// trading day: a window that a halt of 10 minutes falls into lasts 10 minutes longer, and those after it begin 10
    /// minutes later. The last window of a day ends with the day, and may be shorter. An event while the market is closed
    /// belongs to no window; one during a halt belongs to the window that the halt fell into, and one during a halt that
    /// began just when a window ended to the next. A result is emitted when time passes the window's end; a key without
    /// events in a window emits nothing for it.
    /// </summary>
    /// <param name="size">How long is traded in a window, at least 100 ns.</param>
    /// <param name="statuses">What stops and resumes the symbol's trading, as for <c>WithTradingTime</c>.</param>
    /// <param name="calendar">The market's calendar. An event or status outside its dates becomes a dead letter.</param>
    /// <param name="phases">Which phases of the day count as trading: one, or several that follow one another.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not positive.</exception>
    /// <exception cref="ArgumentException">The phases don't follow one another.</exception>
    public TradingTimeWindows<T> TumblingTradingTime(
        TimeSpan size, EventStream<MarketStatus> statuses, TradingCalendar calendar, TradingPhases phases = TradingPhases.Regular)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(statuses);
        ArgumentNullException.ThrowIfNull(calendar);
        _ = DayRange.Of(phases);
        var sizeNanos = checked(size.Ticks * 100);
        return new TradingTimeWindows<T>(this, statuses, () => new TradingGrid(calendar, phases, sizeNanos));
    }
}

/// <summary>The windows of a stream in trading time; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class TradingTimeWindows<T> : Windows<T>
{
    private readonly EventStream<MarketStatus> statuses;
    private readonly Func<TradingGrid> grid;

    internal TradingTimeWindows(EventStream<T> source, EventStream<MarketStatus> statuses, Func<TradingGrid> grid)
        : base(source)
    {
        this.statuses = statuses;
        this.grid = grid;
    }

    private protected override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate) =>
        new TradingTimeWindowStream<TValue, TState, TResult, TAggregate>(values, statuses, grid, aggregate);
}
