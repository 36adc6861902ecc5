using System.Text;

namespace Cep.Tests;

public sealed class CalendarFileTests
{
    private const string Good = """
        {
          "market": "Test", "source": "Made up.", "timeZone": "Europe/London", "from": "2024-01-01", "to": "2024-12-31",
          "hours": [
            { "days": ["monday", "tuesday", "wednesday", "thursday"], "open": "08:00", "close": "16:30" },
            { "days": ["friday"], "premarketOpen": "06:30", "open": "07:00", "close": "12:00:30", "postmarketClose": "13:00" }
          ],
          "holidays": ["2024-12-25"],
          "earlyCloses": [{ "close": "12:30", "days": ["2024-12-24"] }],
          "lateOpens": [{ "open": "10:00", "days": ["2024-07-01"] }]
        }
        """;

    [Theory]
    [InlineData("2024-07-02", "07:00 07:00 15:30 15:30")] // Summer time, no premarket, no postmarket.
    [InlineData("2024-01-05", "06:30 07:00 12:00 13:00")] // Friday's own hours.
    [InlineData("2024-07-01", "07:00 09:00 15:30 15:30")] // The late open: what comes before it is premarket.
    [InlineData("2024-12-24", "08:00 08:00 12:30 12:30")]
    public void A_file_of_ones_own_gives_each_day_its_hours(string date, string marks)
    {
        var day = Read(Good).DayOn(DateOnly.ParseExact(date, "yyyy-MM-dd"))!.Value;
        Assert.Equal(marks, $"{day.PremarketOpen.ToUtc():HH:mm} {day.Open.ToUtc():HH:mm} {day.Close.ToUtc():HH:mm} {day.PostmarketClose.ToUtc():HH:mm}");
    }

    [Theory]
    [InlineData("\"2024-12-25\"", "\"2024-13-25\"", "mine.json, $.holidays[0]: '2024-13-25' is no date; expected one such as 2013-11-29.")]
    [InlineData("\"2024-12-25\"", "\"2024-12-25\", \"2024-12-25\"", "mine.json, $.holidays[1]: 2024-12-25 is a holiday already, at $.holidays[0].")]
    [InlineData("\"2024-12-25\"", "\"2025-12-25\"", "mine.json, $.holidays[0]: 2025-12-25 lies outside the calendar, which is said to run from 2024-01-01 to 2024-12-31.")]
    [InlineData("\"2024-12-25\"", "20241225", "mine.json, $.holidays[0]: expected a text.")]
    [InlineData("Europe/London", "Europe/Londres", "mine.json, $.timeZone: 'Europe/Londres' is no time zone; expected a name of the tz database such as America/New_York.")]
    [InlineData("\"market\"", "\"markt\"", "mine.json, $: 'markt' has no meaning here; expected market, source, timeZone, from, to, hours, holidays, earlyCloses, lateOpens.")]
    [InlineData("\"market\": \"Test\",", "", "mine.json, $: 'market' is missing.")]
    [InlineData("\"to\": \"2024-12-31\"", "\"to\": \"2023-12-31\"", "mine.json, $.to: 2023-12-31 lies before 'from', which is 2024-01-01.")]
    [InlineData("\"from\": \"2024-01-01\"", "\"from\": \"0001-01-01\"", "mine.json, $.from: a calendar runs from 1700 at the earliest to 2200 at the latest.")]
    [InlineData("[\"friday\"]", "[\"frday\"]", "mine.json, $.hours[1].days[0]: 'frday' is no day of the week; expected monday to sunday.")]
    [InlineData("[\"friday\"]", "[\"monday\"]", "mine.json, $.hours[1].days[0]: 'monday' has its hours already.")]
    [InlineData("\"open\": \"08:00\"", "\"open\": \"8 am\"", "mine.json, $.hours[0].open: '8 am' is no time of day; expected one such as 09:30 or 09:30:00.")]
    [InlineData("\"open\": \"08:00\"", "\"open\": \"17:00\"", "mine.json, $.hours[0]: the times must rise: premarketOpen, open, close, postmarketClose, all on one date.")]
    [InlineData("\"2024-12-24\"", "\"2024-12-25\"", "mine.json, $.earlyCloses[0].days[0]: 2024-12-25 is a holiday, at $.holidays[0]; take it from one of the lists.")]
    [InlineData("\"2024-12-24\"", "\"2024-12-22\"", "mine.json, $.earlyCloses[0].days[0]: 2024-12-22 is a Sunday, which has no hours; take it from the list or give that day hours.")]
    [InlineData("\"12:30\"", "\"16:30\"", "mine.json, $.earlyCloses[0].days[0]: 16:30:00 is no early close of a day from 08:00:00 to 16:30:00.")]
    [InlineData("\"10:00\"", "\"07:00\"", "mine.json, $.lateOpens[0].days[0]: 07:00:00 is no late open of a day from 08:00:00 to 16:30:00.")]
    public void A_fault_is_told_with_its_place_and_what_is_allowed(string text, string replacement, string message) =>
        Assert.Equal(message, Assert.Throws<CalendarException>(() => Read(Good.Replace(text, replacement, StringComparison.Ordinal))).Message);

    [Fact]
    public void What_is_no_json_is_told_with_its_line() =>
        Assert.Matches("mine.json is no JSON: .*LineNumber: 2", Assert.Throws<CalendarException>(() => Read("{\n\n]")).Message);

    private static TradingCalendar Read(string json) => TradingCalendar.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "mine.json");
}
