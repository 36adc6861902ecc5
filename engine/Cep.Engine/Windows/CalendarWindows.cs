namespace Cep;

/// <summary>The windows that a calendar gives a stream, one for each trading day; say what they compute.</summary>
/// <typeparam name="T">The events.</typeparam>
public sealed class CalendarWindows<T> : Windows<T>
{
    private readonly EventStream<T> source;
    private readonly TradingCalendar calendar;
    private readonly DayRange range;

    internal CalendarWindows(EventStream<T> source, TradingCalendar calendar, DayRange range)
    {
        this.source = source;
        this.calendar = calendar;
        this.range = range;
    }

    private protected override EventStream<TResult> Of<TState, TResult, TAggregate>(TAggregate aggregate) =>
        new CalendarStream<T, TState, TResult, TAggregate>(source, calendar, range, aggregate);
}
