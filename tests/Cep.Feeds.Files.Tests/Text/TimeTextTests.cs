using System.Globalization;
using System.Text;
using CsCheck;

namespace Cep.Feeds.Files.Tests;

public class TimeTextTests
{
    private static readonly DateTime Least = new(1678, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("2013-10-07T13:35:00Z", 1381152900_000000000)]
    [InlineData("2013-10-07T13:35:00", 1381152900_000000000)]
    [InlineData("2013-10-07 13:35:00.5", 1381152900_500000000)]
    [InlineData("2013-10-07T13:35:00.123456789Z", 1381152900_123456789)]
    [InlineData("2013-10-07T09:35:00.25-04:00", 1381152900_250000000)]
    [InlineData("1970-01-01T00:00:00.000000001Z", 1)]
    [InlineData("1969-12-31T23:59:59.999999999Z", -1)]
    [InlineData("2012-02-29T00:00:00Z", 1330473600_000000000)]
    [InlineData("2262-04-11T00:00:00Z", 9223286400_000000000)]
    public void Iso_times_are_read_to_the_nanosecond(string text, long nanos) => Assert.Equal(nanos, Read(text)?.Nanos);

    [Theory]
    [InlineData("1381152900", 1381152900_000000000)]
    [InlineData("1381152900.25", 1381152900_250000000)]
    [InlineData("1381152900123", 1381152900_123000000)]
    [InlineData("1381152900123456", 1381152900_123456000)]
    [InlineData("1381152900123456789", 1381152900_123456789)]
    [InlineData("99999999999", null)]
    [InlineData("-1", -1_000000000L)]
    [InlineData("99999999", 99999999_000000000)]
    public void The_unit_of_a_count_is_guessed_from_its_magnitude(string text, long? nanos) => Assert.Equal(nanos, Read(text)?.Nanos);

    [Fact]
    public void The_first_count_of_a_file_decides_the_unit_of_all()
    {
        var times = new TimeText(null);
        Assert.True(times.TryParse("1381152900123"u8, out _));
        Assert.True(times.TryParse("5"u8, out var time));
        Assert.Equal(5_000_000, time.Nanos);
    }

    [Fact]
    public void A_declared_unit_is_not_guessed()
    {
        Assert.True(new TimeText(EpochUnit.Microseconds).TryParse("7.5"u8, out var time));
        Assert.Equal(7_500, time.Nanos);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2013-13-07T13:35:00Z")]
    [InlineData("2013-02-29T13:35:00Z")]
    [InlineData("2013-10-07T13:60:00Z")]
    [InlineData("2013-10-07T13:35:00.1234567891Z")]
    [InlineData("2013-10-07T13:35:00.Z")]
    [InlineData("1600-01-01T00:00:00Z")]
    [InlineData("2300-01-01T00:00:00Z")]
    [InlineData("9999999999999999999")]
    [InlineData("12-34")]
    public void What_is_no_time_or_out_of_bounds_is_refused(string text) => Assert.Null(Read(text));

    [Fact]
    public void Any_iso_time_is_read_as_event_time_reads_it()
    {
        var digits = Gen.Int[0, 9];
        Gen.Select(Gen.DateTime[Least, Least.AddYears(580)], Gen.Long[0, 999_999_999], digits).Array[1, 8].Sample(parts =>
        {
            // One reader for all of them: what it remembers of the time before must not reach the next.
            var times = new TimeText(null);
            foreach (var (day, fraction, decimals) in parts)
            {
                var decimalText = decimals == 0 ? "" : "." + fraction.ToString("D9", CultureInfo.InvariantCulture)[..decimals];
                var text = day.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + decimalText + "Z";
                Assert.True(times.TryParse(Encoding.UTF8.GetBytes(text), out var time));
                Assert.Equal(EventTime.Parse(text), time);
            }
        });
    }

    [Fact]
    public void A_damaged_iso_time_is_read_as_event_time_reads_it() =>
        Gen.Select(Gen.Int[0, 29], Gen.Char["0159:-.TZ "]).Sample((at, character) =>
        {
            var text = "2013-10-07T13:35:00.123456789Z".ToCharArray();
            text[at] = character;
            if (text[4] != '-') return;
            var known = EventTime.TryParse(text, out var expected);
            Assert.Equal(known, new TimeText(null).TryParse(Encoding.UTF8.GetBytes(text), out var time));
            if (known) Assert.Equal(expected, time);
        });

    private static EventTime? Read(string text) =>
        new TimeText(null).TryParse(Encoding.UTF8.GetBytes(text), out var time) ? time : null;
}
