using System.Text.Json.Nodes;
using CsCheck;

namespace Cep.Tests;

public sealed class TradingCalendarTests
{
    private static readonly TradingCalendar Calendar = TradingCalendar.UsEquity;

    [Theory]
    [InlineData("2013-03-08", "09:00", "14:30", "21:00", "01:00")] // The last day of winter time.
    [InlineData("2013-03-11", "08:00", "13:30", "20:00", "00:00")] // Clocks went forward on Sunday the 10th.
    [InlineData("2013-11-01", "08:00", "13:30", "20:00", "00:00")] // The last day of summer time.
    [InlineData("2013-11-04", "09:00", "14:30", "21:00", "01:00")] // Clocks went back on Sunday the 3rd.
    [InlineData("2013-07-03", "08:00", "13:30", "17:00", "21:00")] // A half day in summer.
    [InlineData("2013-11-29", "09:00", "14:30", "18:00", "22:00")] // The half day after Thanksgiving.
    [InlineData("2013-12-24", "09:00", "14:30", "18:00", "22:00")] // A half day in winter.
    [InlineData("1998-04-03", "09:00", "14:30", "21:00", "01:00")] // Until 2006 clocks went forward in April.
    [InlineData("1998-04-06", "08:00", "13:30", "20:00", "00:00")]
    [InlineData("2006-10-30", "09:00", "14:30", "21:00", "01:00")] // And back in October.
    [InlineData("2007-03-12", "08:00", "13:30", "20:00", "00:00")] // The first spring of the new dates.
    public void A_trading_day_opens_and_closes_at_these_times_in_utc(string date, string premarket, string open, string close, string postmarket)
    {
        var day = Calendar.DayOn(Date(date))!.Value;
        var lastDate = string.CompareOrdinal(postmarket, "02:00") < 0 ? Date(date).AddDays(1) : Date(date);
        Assert.Equal(
            [$"{date}T{premarket}Z", $"{date}T{open}Z", $"{date}T{close}Z", $"{lastDate:yyyy-MM-dd}T{postmarket}Z"],
            new[] { day.PremarketOpen, day.Open, day.Close, day.PostmarketClose }.Select(time => $"{time.ToUtc():yyyy-MM-ddTHH:mm}Z"));
        Assert.Equal(day.Close - day.Open == TimeSpan.FromHours(3.5), day.IsEarlyClose);
    }

    [Theory]
    [InlineData("2013-11-28")] // Thanksgiving.
    [InlineData("2013-12-25")]
    [InlineData("2012-10-29")] // Hurricane Sandy.
    [InlineData("2001-09-11")]
    [InlineData("2013-10-05")] // A Saturday.
    [InlineData("2013-10-06")] // A Sunday.
    public void The_market_is_closed_on_holidays_and_at_weekends(string date)
    {
        Assert.False(Calendar.IsTradingDay(Date(date)));
        Assert.Null(Calendar.DayOf(Time($"{date}T15:00Z")));
    }

    [Theory]
    [InlineData("2013-10-07T07:59:59.999999999Z", TradingPhases.None)]
    [InlineData("2013-10-07T08:00:00Z", TradingPhases.Premarket)]
    [InlineData("2013-10-07T13:29:59.999999999Z", TradingPhases.Premarket)]
    [InlineData("2013-10-07T13:30:00Z", TradingPhases.Regular)]
    [InlineData("2013-10-07T19:59:59.999999999Z", TradingPhases.Regular)]
    [InlineData("2013-10-07T20:00:00Z", TradingPhases.Postmarket)]
    [InlineData("2013-10-07T23:59:59.999999999Z", TradingPhases.Postmarket)]
    [InlineData("2013-10-08T00:00:00Z", TradingPhases.None)]
    public void A_mark_belongs_to_the_phase_that_it_begins(string time, TradingPhases phase) => Assert.Equal(phase, Calendar.PhaseAt(Time(time)));

    [Fact]
    public void The_evening_after_midnight_utc_still_belongs_to_its_trading_day() =>
        Assert.Equal(Date("2013-11-04"), Calendar.DayOf(Time("2013-11-05T00:59:59Z"))!.Value.Date);

    [Theory]
    [InlineData("2013-11-27T12:00Z", "2013-11-26T14:30Z", "2013-11-27T14:30Z", "2013-11-26T21:00Z", "2013-11-27T21:00Z")]
    [InlineData("2013-11-27T14:30Z", "2013-11-27T14:30Z", "2013-11-29T14:30Z", "2013-11-26T21:00Z", "2013-11-27T21:00Z")]
    [InlineData("2013-11-27T21:00Z", "2013-11-27T14:30Z", "2013-11-29T14:30Z", "2013-11-27T21:00Z", "2013-11-29T18:00Z")]
    [InlineData("2013-11-30T12:00Z", "2013-11-29T14:30Z", "2013-12-02T14:30Z", "2013-11-29T18:00Z", "2013-12-02T21:00Z")]
    public void The_previous_mark_is_not_later_and_the_next_is_later(string time, string previousOpen, string nextOpen, string previousClose, string nextClose)
    {
        var at = Time(time);
        Assert.Equal(
            [Time(previousOpen), Time(nextOpen), Time(previousClose), Time(nextClose)],
            new[] { Calendar.PreviousOpen(at), Calendar.NextOpen(at), Calendar.PreviousClose(at), Calendar.NextClose(at) });
    }

    [Fact]
    public void Outside_its_dates_a_calendar_says_what_it_knows()
    {
        Assert.Contains("knows 1998-01-01 to 2028-12-31", Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.IsTradingDay(Date("2029-01-01"))).Message, StringComparison.Ordinal);
        Assert.Contains("2029-01-01T05:00:00", Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.PhaseAt(Time("2029-01-01T05:00Z"))).Message, StringComparison.Ordinal);
        Assert.Equal(TradingPhases.None, Calendar.PhaseAt(Time("2029-01-01T04:59:59Z")));
        Assert.Contains("There is no opening after", Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.NextOpen(Time("2028-12-30T00:00Z"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_happens_twice_is_the_first_and_one_that_is_skipped_is_moved_on()
    {
        Assert.Equal(Time("2013-11-03T05:30Z"), Calendar.At(Date("2013-11-03"), new TimeOnly(1, 30)));
        Assert.Equal(Time("2013-03-10T07:30Z"), Calendar.At(Date("2013-03-10"), new TimeOnly(2, 30)));
    }

    [Fact]
    public void Phases_agree_minute_by_minute_with_the_facts_and_the_zone_of_the_machine()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone)) Assert.Skip("This machine has no zone files.");
        using var resource = typeof(TradingCalendar).Assembly.GetManifestResourceStream("us-equity.json")!;
        var facts = JsonNode.Parse(resource)!;
        var holidays = facts["holidays"]!.AsArray().Select(date => (string)date!).ToHashSet();
        var early = facts["earlyCloses"]![0]!["days"]!.AsArray().Select(date => (string)date!).ToHashSet();
        var special = holidays.Concat(early).Select(Date).ToArray();
        var dates = Gen.OneOf(Gen.Int[0, 11_321].Select(Date("1998-01-01").AddDays), Gen.Int[0, special.Length - 1].Select(i => special[i]));
        dates.Sample(
            date =>
            {
                for (var minute = 0; minute < 24 * 60; minute++)
                {
                    var utc = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddHours(5).AddMinutes(minute);
                    var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
                    Assert.Equal(Reference(local, holidays, early), Calendar.PhaseAt(EventTime.FromUtc(utc)));
                }
            },
            iter: 150);
    }

    [Fact]
    public void The_shipped_facts_agree_with_the_shared_ones()
    {
        var path = Path.Combine(SharedData(), "calendars", "us-equity.json");
        if (!File.Exists(path)) Assert.Skip("The shared market data is not here: ../shared/data/calendars/us-equity.json.");
        var facts = JsonNode.Parse(File.ReadAllText(path))!;
        var holidays = facts["holidays"]!.AsArray().Select(date => Date((string)date!)).ToHashSet();
        var early = facts["earlyCloses"]!.AsObject().Select(entry => Date(entry.Key)).ToHashSet();
        for (var date = Calendar.First; date <= Calendar.Last; date = date.AddDays(1))
        {
            var trades = facts["week"]![date.DayOfWeek.ToString().ToLowerInvariant()]!.AsArray().Count > 0 && !holidays.Contains(date);
            Assert.Equal((date, trades), (date, Calendar.IsTradingDay(date)));
            Assert.Equal((date, trades && early.Contains(date)), (date, Calendar.DayOn(date)?.IsEarlyClose ?? false));
        }
    }

    private static TradingPhases Reference(DateTime local, HashSet<string> holidays, HashSet<string> early)
    {
        var date = $"{local:yyyy-MM-dd}";
        var hour = local.TimeOfDay.TotalHours;
        var (close, last) = early.Contains(date) ? (13.0, 17.0) : (16.0, 20.0);
        if (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Contains(date) || hour < 4 || hour >= last) return TradingPhases.None;
        if (hour < 9.5) return TradingPhases.Premarket;
        return hour < close ? TradingPhases.Regular : TradingPhases.Postmarket;
    }

    private static string SharedData()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cep.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data");
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static EventTime Time(string text) => EventTime.Parse(text);
}
