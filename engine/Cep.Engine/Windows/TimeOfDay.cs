namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// A window for the same part of each trading day, half-open, such as the opening 30 minutes or the closing auction.
    /// An event of a time that lies in no window belongs to none. A result is emitted when time passes the window's end; a
    /// key without events in a window emits nothing for it; the end of the input closes what is open.
    /// </summary>
    /// <param name="calendar">The market's calendar. An event outside its dates becomes a dead letter.</param>
    /// <param name="range">The part of the day. Where a half day leaves nothing of it, that day has no window.</param>
    public CalendarWindows<T> TimeOfDay(TradingCalendar calendar, DayRange range)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return new CalendarWindows<T>(this, calendar, range);
    }

    /// <inheritdoc cref="TimeOfDay(TradingCalendar, DayRange)"/>
    /// <param name="calendar">The market's calendar. An event outside its dates becomes a dead letter.</param>
    /// <param name="from">Where the window begins.</param>
    /// <param name="to">Where it ends.</param>
    public CalendarWindows<T> TimeOfDay(TradingCalendar calendar, DayTime from, DayTime to) => TimeOfDay(calendar, new DayRange(from, to));
}
