namespace Cep;

/// <summary>
/// Maps event time to trading time and back, for an instrument that was never halted: it runs at the speed of event time
/// while the market trades and stands still while it is closed. Halts come on top, see <see cref="EventStream{T}.WithTradingTime(EventStream{MarketStatus}, TradingCalendar, TradingPhases)"/>.
/// </summary>
/// <remarks>Immutable, safe on any thread. A look-up is a binary search over the trading days.</remarks>
public sealed class TradingTime
{
    private readonly DaySchedule schedule;

    /// <summary>How much was traded before each day.</summary>
    private readonly long[] before;

    /// <summary>Counts the given phases of the calendar's days as trading.</summary>
    /// <exception cref="ArgumentException">The phases don't follow one another.</exception>
    public TradingTime(TradingCalendar calendar, TradingPhases phases = TradingPhases.Regular)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        schedule = new DaySchedule(calendar, DayRange.Of(phases));
        before = new long[schedule.Count + 1];
        for (var day = 0; day < schedule.Count; day++) before[day + 1] = before[day] + schedule.Ends[day] - schedule.Starts[day];
    }

    /// <summary>The calendar.</summary>
    public TradingCalendar Calendar => schedule.Calendar;

    /// <summary>The trading time at an event time. It never falls as time goes on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public TradingInstant At(EventTime time)
    {
        Calendar.Check(time);
        return new TradingInstant(At(time.Nanos, schedule.BegunAt(time.Nanos)));
    }

    /// <summary>How long the market traded between two event times.</summary>
    /// <inheritdoc cref="At(EventTime)" path="/exception"/>
    public TimeSpan Between(EventTime earlier, EventTime later) => At(later) - At(earlier);

    /// <summary>
    /// The first event time at which trading time has come to a moment. The end of a day's trading is that day's close, not
    /// the next opening; the first moment of all is the first opening.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment is negative or later than all trading of the calendar.</exception>
    public EventTime TimeOf(TradingInstant instant)
    {
        if (instant.Nanos < 0 || instant.Nanos > before[^1])
        {
            throw new ArgumentOutOfRangeException(nameof(instant), $"{instant.Nanos} ns of trading lie outside the calendar of {Calendar.Market}, which knows {before[^1]} ns of trading.");
        }

        return new EventTime(TimeOf(instant.Nanos));
    }

    /// <summary>As <see cref="At(EventTime)"/>, looking first at the day that the last look-up found: as good as free while time goes on.</summary>
    internal long At(long time, ref int begun)
    {
        Calendar.Check(new EventTime(time));
        var starts = schedule.Starts;
        var holds = (begun == 0 || starts[begun - 1] <= time) && (begun == starts.Length || time < starts[begun]);
        if (!holds) begun = schedule.BegunAt(time);
        return At(time, begun);
    }

    /// <summary>As the public method, or <see cref="long.MaxValue"/> past the end.</summary>
    internal long TimeOf(long nanos)
    {
        if (nanos > before[^1]) return long.MaxValue;

        // The day is the first before whose end as much was traded.
        var found = Array.BinarySearch(before, nanos);
        var day = Math.Max(0, (found < 0 ? ~found : found) - 1);
        return schedule.Starts[day] + nanos - before[day];
    }

    private long At(long time, int begun) =>
        begun == 0 ? 0 : before[begun - 1] + Math.Min(time, schedule.Ends[begun - 1]) - schedule.Starts[begun - 1];
}
