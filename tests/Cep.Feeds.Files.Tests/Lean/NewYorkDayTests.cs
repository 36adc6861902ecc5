using NodaTime;

namespace Cep.Feeds.Files.Tests;

public class NewYorkDayTests
{
    // Expected values by hand: New York is UTC−5 in winter and UTC−4 in summer; in 2013 the clocks changed on 10 March and 3 November.
    [Theory]
    [InlineData(2013, 10, 7, "04:00:00.464", "2013-10-07T08:00:00.464Z")]
    [InlineData(2013, 1, 7, "09:30:00", "2013-01-07T14:30:00Z")]
    [InlineData(2013, 3, 10, "00:00:00", "2013-03-10T05:00:00Z")]
    [InlineData(2013, 3, 10, "01:59:59", "2013-03-10T06:59:59Z")]
    [InlineData(2013, 3, 10, "02:30:00", "2013-03-10T07:30:00Z")]
    [InlineData(2013, 3, 10, "03:00:00", "2013-03-10T07:00:00Z")]
    [InlineData(2013, 3, 10, "16:00:00", "2013-03-10T20:00:00Z")]
    [InlineData(2013, 11, 3, "00:30:00", "2013-11-03T04:30:00Z")]
    [InlineData(2013, 11, 3, "01:30:00", "2013-11-03T05:30:00Z")]
    [InlineData(2013, 11, 3, "02:00:00", "2013-11-03T07:00:00Z")]
    [InlineData(2013, 11, 3, "20:00:00", "2013-11-04T01:00:00Z")]
    public void Time_of_day_is_that_of_the_clock_on_the_wall(int year, int month, int day, string clock, string expected)
    {
        Assert.True(ClockText.TryParse(System.Text.Encoding.UTF8.GetBytes(clock), out var nanos));
        Assert.Equal(EventTime.Parse(expected), new NewYorkDay(new LocalDate(year, month, day)).At(nanos));
    }

    [Fact]
    public void Every_minute_of_two_years_is_what_the_zone_says()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        for (var date = new LocalDate(2013, 1, 1); date.Year < 2015; date = date.PlusDays(1))
        {
            var day = new NewYorkDay(date);
            Assert.Equal(date.AtStartOfDayInZone(zone).ToInstant().ToUnixTimeTicks() * 100, day.Start.Nanos);
            for (var minute = 0; minute < 1440; minute += 10)
            {
                var expected = date.At(LocalTime.FromMinutesSinceMidnight(minute)).InZoneLeniently(zone).ToInstant().ToUnixTimeTicks() * 100;
                Assert.Equal(expected, day.At(minute * 60_000_000_000L).Nanos);
            }
        }
    }
}
