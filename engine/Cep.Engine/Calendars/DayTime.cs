namespace Cep;

/// <summary>
/// A moment of every trading day: one of the day's marks, or a time of day in the market's time zone, moved by a duration.
/// <c>DayTime.Open + TimeSpan.FromMinutes(30)</c> is half an hour after the opening, on half days and late opens, too.
/// </summary>
/// <remarks>It has no date and is no event time before a calendar gives it one. Immutable, safe on any thread.</remarks>
public readonly record struct DayTime
{
    private readonly Mark mark;
    private readonly TimeOnly local;
    private readonly TimeSpan offset;

    private DayTime(Mark mark, TimeOnly local, TimeSpan offset) => (this.mark, this.local, this.offset) = (mark, local, offset);

    private enum Mark
    {
        PremarketOpen,
        Open,
        Close,
        PostmarketClose,
        Local,
    }

    /// <summary>The beginning of the trading day.</summary>
    public static DayTime PremarketOpen => new(Mark.PremarketOpen, default, default);

    /// <summary>The opening of regular trading.</summary>
    public static DayTime Open => new(Mark.Open, default, default);

    /// <summary>The close of regular trading; early on half days.</summary>
    public static DayTime Close => new(Mark.Close, default, default);

    /// <summary>The end of the trading day.</summary>
    public static DayTime PostmarketClose => new(Mark.PostmarketClose, default, default);

    /// <summary>A time of day in the market's time zone, whatever the day's hours; see <see cref="TradingCalendar.At"/> for days on which clocks change.</summary>
    public static DayTime At(TimeOnly local) => new(Mark.Local, local, default);

    /// <inheritdoc cref="At(TimeOnly)"/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such time of day.</exception>
    public static DayTime At(int hour, int minute) => At(new TimeOnly(hour, minute));

    /// <summary>This moment moved by a duration.</summary>
    public static DayTime operator +(DayTime time, TimeSpan duration) => new(time.mark, time.local, time.offset + duration);

    /// <summary>This moment moved back by a duration.</summary>
    public static DayTime operator -(DayTime time, TimeSpan duration) => time + -duration;

    /// <summary>The event time of this moment on a trading day.</summary>
    /// <exception cref="OverflowException">It lies outside the bounds of <see cref="EventTime"/>.</exception>
    public EventTime On(TradingDay day, TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var start = mark switch
        {
            Mark.PremarketOpen => day.PremarketOpen,
            Mark.Open => day.Open,
            Mark.Close => day.Close,
            Mark.PostmarketClose => day.PostmarketClose,
            _ => calendar.At(day.Date, local),
        };
        return start + offset;
    }
}
