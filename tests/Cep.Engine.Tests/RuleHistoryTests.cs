namespace Cep.Tests;

/// <summary>How far back a run has to begin to build again what a rule keeps.</summary>
public sealed class RuleHistoryTests
{
    [Fact]
    public void A_duration_reaches_back_by_itself()
    {
        var history = RuleHistory.Of(TimeSpan.FromHours(1));
        Assert.Equal(EventTime.Parse("2013-10-07T12:30:00Z"), history.Before(EventTime.Parse("2013-10-07T13:30:00Z")));
        Assert.Equal(EventTime.MinValue, history.Before(new EventTime(long.MinValue + 5)));
        Assert.Equal("1h", history.ToString());
    }

    //  Monday's premarket opens at 4 in the morning, New York's time, which is 8 in UTC; Friday's at the same time.
    [Theory]
    [InlineData("2013-10-07T13:30:00Z", "2013-10-07T08:00:00Z")]
    [InlineData("2013-10-07T08:00:00Z", "2013-10-07T08:00:00Z")]
    [InlineData("2013-10-07T07:59:59Z", "2013-10-04T08:00:00Z")]
    [InlineData("2013-10-05T12:00:00Z", "2013-10-04T08:00:00Z")]
    public void A_trading_day_reaches_back_to_where_it_begins(string time, string expected) =>
        Assert.Equal(EventTime.Parse(expected), RuleHistory.OfTradingDay(TradingCalendar.UsEquity).Before(EventTime.Parse(time)));

    [Fact]
    public void No_time_is_no_history() => Assert.Throws<ArgumentOutOfRangeException>(() => RuleHistory.Of(TimeSpan.Zero));

    [Fact]
    public void A_rule_that_does_not_say_has_none() => Assert.Null(new DeterminismTests.Foreign().History);
}
