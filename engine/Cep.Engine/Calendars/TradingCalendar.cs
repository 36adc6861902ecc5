using NodaTime;
using NodaTime.TimeZones;

namespace Cep;

/// <summary>
/// The days on which a market trades and their opening and closing in event time. It is made from a file of facts (hours,
/// holidays, early closes in the market's own time zone) and knows nothing outside the dates of that file.
/// </summary>
/// <remarks>
/// Immutable, safe on any thread. Look-ups are binary searches. Time zones are those of NodaTime's own database, which is
/// pinned with the package: the zone files of a machine could differ from those of the next one, and with them the output.
/// </remarks>
public sealed class TradingCalendar
{
    private static readonly Lazy<TradingCalendar> Shipped = new(ReadShipped);

    private readonly DateTimeZone zone;
    private readonly TradingDay[] days;
    private readonly long[] premarketOpens;
    private readonly long[] opens;
    private readonly long[] closes;

    internal TradingCalendar(CalendarFile file)
    {
        (Market, zone, First, Last) = (file.Market, file.Zone, file.From, file.To);
        Start = At(First, TimeOnly.MinValue);
        End = At(Last.AddDays(1), TimeOnly.MinValue);
        days = [.. file.Days.Select(Expand)];
        premarketOpens = Array.ConvertAll(days, day => day.PremarketOpen.Nanos);
        opens = Array.ConvertAll(days, day => day.Open.Nanos);
        closes = Array.ConvertAll(days, day => day.Close.Nanos);
    }

    /// <summary>US equities, 1998 to 2028, from the project's own file.</summary>
    public static TradingCalendar UsEquity => Shipped.Value;

    /// <summary>What market it is, as its file says.</summary>
    public string Market { get; }

    /// <summary>The market's time zone by its tz database name, such as <c>America/New_York</c>.</summary>
    public string TimeZone => zone.Id;

    /// <summary>The first date that the calendar knows about.</summary>
    public DateOnly First { get; }

    /// <summary>The last date that the calendar knows about.</summary>
    public DateOnly Last { get; }

    /// <summary>The beginning of the first date.</summary>
    public EventTime Start { get; }

    /// <summary>The end of the last date, which does not belong to it.</summary>
    public EventTime End { get; }

    /// <summary>All trading days, in their order.</summary>
    public IReadOnlyList<TradingDay> Days => days;

    /// <summary>Reads a calendar from a file of facts; its format is that of the shipped <c>us-equity.json</c>.</summary>
    /// <param name="json">The file's content, UTF-8.</param>
    /// <param name="source">What messages call the file.</param>
    /// <exception cref="CalendarException">The file can't be used; the message says where in it the fault lies and what is allowed.</exception>
    public static TradingCalendar Read(Stream json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(source);
        return new TradingCalendar(CalendarFile.Read(json, source));
    }

    /// <summary>Whether the market trades on a date, if only for half a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not know the date.</exception>
    public bool IsTradingDay(DateOnly date) => DayOn(date) is not null;

    /// <summary>The trading day on a date; null when the market is closed that day.</summary>
    /// <inheritdoc cref="IsTradingDay" path="/exception"/>
    public TradingDay? DayOn(DateOnly date)
    {
        if (date < First || date > Last) throw OutOfRange(nameof(date), $"{date:yyyy-MM-dd}");

        // The day on this date is the last that begins before the next date does.
        var index = FirstAfter(premarketOpens, At(date.AddDays(1), TimeOnly.MinValue).Nanos - 1) - 1;
        return index >= 0 && days[index].Date == date ? days[index] : null;
    }

    /// <summary>The trading day in one of whose phases a time lies; null when the market is closed then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar.</exception>
    public TradingDay? DayOf(EventTime time)
    {
        Check(time);
        var index = FirstAfter(premarketOpens, time.Nanos) - 1;
        return index >= 0 && time < days[index].PostmarketClose ? days[index] : null;
    }

    /// <summary>The phase at a time; <see cref="TradingPhases.None"/> when the market is closed then.</summary>
    /// <inheritdoc cref="DayOf" path="/exception"/>
    public TradingPhases PhaseAt(EventTime time) => DayOf(time)?.PhaseAt(time) ?? TradingPhases.None;

    /// <summary>The first opening of regular trading that is later than a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies outside the calendar, or the opening would.</exception>
    public EventTime NextOpen(EventTime time) => Pick(opens, time, 0, "opening after");

    /// <summary>The last opening of regular trading that is not later than a time.</summary>
    /// <inheritdoc cref="NextOpen" path="/exception"/>
    public EventTime PreviousOpen(EventTime time) => Pick(opens, time, -1, "opening at or before");

    /// <summary>The first close of regular trading that is later than a time.</summary>
    /// <inheritdoc cref="NextOpen" path="/exception"/>
    public EventTime NextClose(EventTime time) => Pick(closes, time, 0, "close after");

    /// <summary>The last close of regular trading that is not later than a time.</summary>
    /// <inheritdoc cref="NextOpen" path="/exception"/>
    public EventTime PreviousClose(EventTime time) => Pick(closes, time, -1, "close at or before");

    /// <summary>
    /// The event time of a time of day in the market's time zone. One that happens twice, because clocks go back, is taken
    /// as the first; one that is skipped, because they go forward, is moved on by the length of the gap.
    /// </summary>
    /// <exception cref="OverflowException">The date lies outside the bounds of <see cref="EventTime"/>.</exception>
    public EventTime At(DateOnly date, TimeOnly local)
    {
        var clock = LocalDate.FromDateOnly(date).At(LocalTime.FromTimeOnly(local));
        return EventTime.FromUtc(zone.ResolveLocal(clock, Resolvers.LenientResolver).ToInstant().ToDateTimeUtc());
    }

    internal bool Covers(long time) => time >= Start.Nanos && time < End.Nanos;

    internal void Check(EventTime time)
    {
        if (!Covers(time.Nanos)) throw OutOfRange(nameof(time), time.ToString());
    }

    /// <summary>How many of some rising times are not later than a time, which is where the first later one stands.</summary>
    internal static int FirstAfter(long[] times, long time)
    {
        var index = Array.BinarySearch(times, time);
        return index < 0 ? ~index : index + 1;
    }

    private EventTime Pick(long[] times, EventTime time, int step, string what)
    {
        Check(time);
        var index = FirstAfter(times, time.Nanos) + step;
        return (uint)index < (uint)times.Length
            ? new EventTime(times[index])
            : throw new ArgumentOutOfRangeException(nameof(time), $"There is no {what} {time} in the calendar of {Market}, which knows {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}.");
    }

    private ArgumentOutOfRangeException OutOfRange(string name, string value) =>
        new(name, $"{value} lies outside the calendar of {Market}, which knows {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}; use a calendar whose file covers it.");

    private TradingDay Expand(CalendarDay day) =>
        new(day.Date, At(day.Date, day.PremarketOpen), At(day.Date, day.Open), At(day.Date, day.Close), At(day.Date, day.PostmarketClose))
        {
            IsEarlyClose = day.IsEarlyClose,
            IsLateOpen = day.IsLateOpen,
        };

    private static TradingCalendar ReadShipped()
    {
        const string name = "us-equity.json";
        using var json = typeof(TradingCalendar).Assembly.GetManifestResourceStream(name)
            ?? throw new CalendarException($"{name} is missing from the engine's assembly; build it anew.");
        return Read(json, name);
    }
}
