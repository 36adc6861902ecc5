using System.Text.Json;
using NodaTime;

namespace Cep;

/// <summary>
/// A calendar's file, read and checked. Weekly hours come first; holidays, early closes and late opens change single
/// dates of them. Everything in the file must mean something: a name or a date that has no effect is a fault.
/// </summary>
internal sealed class CalendarFile
{
    private readonly Dictionary<DayOfWeek, CalendarDay> week = [];
    private readonly Dictionary<DateOnly, string> holidays = [];
    private readonly SortedDictionary<DateOnly, CalendarDay> days = [];

    private CalendarFile(CalendarNode root)
    {
        root.Allow("market", "source", "timeZone", "from", "to", "hours", "holidays", "earlyCloses", "lateOpens");
        Market = root["market"].Text();
        _ = root["source"].Text();
        Zone = ZoneOf(root["timeZone"]);
        From = Boundary(root["from"]);
        To = Boundary(root["to"]);
        if (To < From) throw root["to"].Fault($"{To:yyyy-MM-dd} lies before 'from', which is {From:yyyy-MM-dd}");
        foreach (var hours in root["hours"].Items()) ReadHours(hours);
        foreach (var date in root["holidays"].Items()) ReadHoliday(date);
        for (var date = From; date <= To; date = date.AddDays(1))
        {
            if (week.TryGetValue(date.DayOfWeek, out var day) && !holidays.ContainsKey(date)) days.Add(date, day with { Date = date });
        }

        foreach (var group in root.Find("earlyCloses")?.Items() ?? []) ReadEarlyClose(group);
        foreach (var group in root.Find("lateOpens")?.Items() ?? []) ReadLateOpen(group);
        if (days.Count == 0) throw root.Fault("the calendar has no trading day; widen 'from' and 'to' or give 'hours' of some days");
    }

    public string Market { get; }

    public DateTimeZone Zone { get; }

    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <summary>The trading days in their order.</summary>
    public IEnumerable<CalendarDay> Days => days.Values;

    /// <exception cref="CalendarException">The file can't be used.</exception>
    public static CalendarFile Read(Stream json, string source)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip };
            using var document = JsonDocument.Parse(json, options);
            return new CalendarFile(new CalendarNode(document.RootElement, "$", source));
        }
        catch (JsonException fault)
        {
            throw new CalendarException($"{source} is no JSON: {fault.Message}", fault);
        }
    }

    private static DateTimeZone ZoneOf(CalendarNode node) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(node.Text())
        ?? throw node.Fault($"'{node.Text()}' is no time zone; expected a name of the tz database such as America/New_York");

    private static DateOnly Boundary(CalendarNode node) =>
        node.Date() is { Year: >= 1700 and <= 2200 } date ? date : throw node.Fault("a calendar runs from 1700 at the earliest to 2200 at the latest");

    private void ReadHours(CalendarNode node)
    {
        node.Allow("days", "premarketOpen", "open", "close", "postmarketClose");
        var (open, close) = (node["open"].Time(), node["close"].Time());
        var day = new CalendarDay(default, node.Find("premarketOpen")?.Time() ?? open, open, close, node.Find("postmarketClose")?.Time() ?? close);
        if (day.PremarketOpen > open || open >= close || close > day.PostmarketClose)
        {
            throw node.Fault("the times must rise: premarketOpen, open, close, postmarketClose, all on one date");
        }

        foreach (var name in node["days"].Items())
        {
            if (!week.TryAdd(name.DayOfWeek(), day)) throw name.Fault($"'{name.Text()}' has its hours already");
        }
    }

    private void ReadHoliday(CalendarNode node)
    {
        var date = InRange(node);
        if (!holidays.TryAdd(date, node.Path)) throw node.Fault($"{date:yyyy-MM-dd} is a holiday already, at {holidays[date]}");
    }

    private void ReadEarlyClose(CalendarNode node)
    {
        node.Allow("close", "postmarketClose", "days");
        var close = node["close"].Time();
        var postmarketClose = node.Find("postmarketClose")?.Time() ?? close;
        if (postmarketClose < close) throw node.Fault("'postmarketClose' lies before 'close'");
        foreach (var item in node["days"].Items())
        {
            var day = TradingDayOn(item);
            if (day.IsEarlyClose) throw item.Fault($"{day.Date:yyyy-MM-dd} has its early close already");
            if (close <= day.Open || close >= day.Close) throw item.Fault($"{close:HH:mm:ss} is no early close of a day from {day.Open:HH:mm:ss} to {day.Close:HH:mm:ss}");
            days[day.Date] = day with { Close = close, PostmarketClose = postmarketClose, IsEarlyClose = true };
        }
    }

    private void ReadLateOpen(CalendarNode node)
    {
        node.Allow("open", "days");
        var open = node["open"].Time();
        foreach (var item in node["days"].Items())
        {
            var day = TradingDayOn(item);
            if (day.IsLateOpen) throw item.Fault($"{day.Date:yyyy-MM-dd} has its late open already");
            if (open <= day.Open || open >= day.Close) throw item.Fault($"{open:HH:mm:ss} is no late open of a day from {day.Open:HH:mm:ss} to {day.Close:HH:mm:ss}");
            days[day.Date] = day with { Open = open, IsLateOpen = true };
        }
    }

    private CalendarDay TradingDayOn(CalendarNode node)
    {
        var date = InRange(node);
        if (days.TryGetValue(date, out var day)) return day;
        throw node.Fault(holidays.TryGetValue(date, out var path)
            ? $"{date:yyyy-MM-dd} is a holiday, at {path}; take it from one of the lists"
            : $"{date:yyyy-MM-dd} is a {date.DayOfWeek}, which has no hours; take it from the list or give that day hours");
    }

    private DateOnly InRange(CalendarNode node)
    {
        var date = node.Date();
        return date >= From && date <= To
            ? date
            : throw node.Fault($"{date:yyyy-MM-dd} lies outside the calendar, which is said to run from {From:yyyy-MM-dd} to {To:yyyy-MM-dd}");
    }
}
