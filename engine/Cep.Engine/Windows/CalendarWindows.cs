namespace Cep;

/// <summary>The windows that a calendar gives a stream, one for each trading day; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class CalendarWindows<T> : Windows<T>
{
    private readonly TradingCalendar calendar;
    private readonly DayRange range;
    private readonly WindowGrid? earlyPeriod;

    internal CalendarWindows(EventStream<T> source, TradingCalendar calendar, DayRange range, WindowGrid? earlyPeriod = null)
        : base(source)
    {
        this.calendar = calendar;
        this.range = range;
        this.earlyPeriod = earlyPeriod;
    }

    /// <inheritdoc cref="EarlyPeriod.Of"/>
    public CalendarWindows<T> EarlyEvery(TimeSpan period) => new(Source, calendar, range, EarlyPeriod.Of(period));

    private protected override EventStream<TResult> Of<TValue, TState, TResult, TAggregate>(EventStream<TValue> values, TAggregate aggregate) =>
        new CalendarStream<TValue, TState, TResult, TAggregate>(values, calendar, range, earlyPeriod, aggregate);
}
