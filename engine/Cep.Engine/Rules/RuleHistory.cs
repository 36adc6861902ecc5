namespace Cep;

/// <summary>How much history builds again what a rule keeps: a duration, or the trading day so far.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
public sealed record RuleHistory
{
    private RuleHistory(TimeSpan time, TradingCalendar? days)
    {
        Time = time;
        Days = days;
    }

    /// <summary>How far back it reaches; zero for the trading day.</summary>
    public TimeSpan Time { get; }

    /// <summary>By whose trading days it reaches back; null for a duration.</summary>
    public TradingCalendar? Days { get; }

    /// <summary>The events of so much event time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not above zero.</exception>
    public static RuleHistory Of(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new RuleHistory(time, null);
    }

    /// <summary>The events of the trading day: what the rule keeps does not go over its beginning.</summary>
    public static RuleHistory OfTradingDay(TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return new RuleHistory(TimeSpan.Zero, calendar);
    }

    /// <summary>The first event time that is needed to have what an unbroken run has at a time.</summary>
    /// <returns>Of a trading day the premarket's opening, on the last day on which it is not later than the time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not know the time, or no trading day before it.</exception>
    public EventTime Before(EventTime time)
    {
        if (Days is null) return time.Nanos < long.MinValue + NanosOf(Time) ? EventTime.MinValue : new EventTime(time.Nanos - NanosOf(Time));
        Days.Check(time);
        var day = Days.Days.LastOrDefault(day => day.PremarketOpen <= time);
        return day != default ? day.PremarketOpen : throw new ArgumentOutOfRangeException(nameof(time), $"No trading day of {Days.Market} begins at {time} or before.");
    }

    /// <inheritdoc/>
    public override string ToString() => Days is null ? Duration.Format(Time) : "the trading day";

    private static long NanosOf(TimeSpan time) => time.Ticks > long.MaxValue / 100 ? long.MaxValue : time.Ticks * 100;
}
