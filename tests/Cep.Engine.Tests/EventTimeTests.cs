using CsCheck;

namespace Cep.Tests;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00:00.000000001Z", 1)]
    [InlineData("1969-12-31T23:59:59.999999999Z", -1)]
    [InlineData("1970-01-01 00:00:01.5", 1_500_000_000)]
    [InlineData("1970-01-01T02:00:00.25+02:00", 250_000_000)]
    [InlineData("1970-01-02", 86_400_000_000_000)]
    public void Iso_text_is_read_to_the_nanosecond(string text, long nanos) => Assert.Equal(nanos, EventTime.Parse(text).Nanos);

    [Theory]
    [InlineData("")]
    [InlineData("2013")]
    [InlineData("12345678901")]
    [InlineData("2013-13-01T00:00:00Z")]
    [InlineData("2013-10-07T13:30:00.1234567890Z")]
    [InlineData("1600-01-01T00:00:00Z")]
    [InlineData("2300-01-01T00:00:00Z")]
    [InlineData("2013-10-07T13:30:00.Z")]
    public void What_is_no_time_is_refused(string text)
    {
        Assert.False(EventTime.TryParse(text, out _));
        Assert.Contains(text, Assert.Throws<FormatException>(() => EventTime.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_time_round_trip() =>
        Gen.OneOf(Gen.Long[long.MinValue + 1, long.MaxValue - 1], Gen.Const(long.MinValue + 1), Gen.Const(long.MaxValue - 1), Gen.Const(-1L)).Sample(nanos => Assert.Equal(nanos, EventTime.Parse(new EventTime(nanos).ToString()).Nanos));

    [Fact]
    public void The_bounds_are_written_as_the_times_they_are()
    {
        Assert.Equal("1677-09-21T00:12:43.145224192Z", EventTime.MinValue.ToString());
        Assert.Equal("2262-04-11T23:47:16.854775807Z", EventTime.MaxValue.ToString());
    }

    [Fact]
    public void Arithmetic_that_leaves_the_bounds_throws()
    {
        Assert.Throws<OverflowException>(() => EventTime.MaxValue + TimeSpan.FromTicks(1));
        Assert.Throws<OverflowException>(() => EventTime.MinValue - TimeSpan.FromTicks(1));
        Assert.Throws<OverflowException>(() => EventTime.FromUtc(DateTime.MaxValue));
        Assert.Throws<ArgumentException>(() => EventTime.FromUtc(DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Local)));
    }

    [Fact]
    public void A_difference_is_cut_to_the_resolution_of_a_time_span() =>
        Assert.Equal(TimeSpan.FromTicks(1), new EventTime(250) - new EventTime(51));
}
