namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// A window for each trading day, half-open <c>[open, close)</c>: an event at the opening belongs to it, one at the
    /// close does not. An event of a time that lies in no window belongs to none. A result is emitted when time passes the
    /// window's end, early on half days; a key without events in a window emits nothing for it; the end of the input
    /// closes what is open.
    /// </summary>
    /// <param name="calendar">The market's calendar. An event outside its dates becomes a dead letter.</param>
    /// <param name="phases">Which phases of the day the window covers: one, or several that follow one another.</param>
    /// <exception cref="ArgumentException">The phases don't follow one another.</exception>
    public CalendarWindows<T> TradingDays(TradingCalendar calendar, TradingPhases phases = TradingPhases.Regular)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return new CalendarWindows<T>(this, calendar, DayRange.Of(phases));
    }
}
