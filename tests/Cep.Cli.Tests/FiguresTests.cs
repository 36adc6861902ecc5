using Cep.Live;

namespace Cep.Cli.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(950, "950")]
    [InlineData(9_999, "9,999")]
    [InlineData(12_345, "12.3 k")]
    [InlineData(999_949, "999.9 k")]
    [InlineData(4_528_400, "4.5 M")]
    public void A_number_is_written_short(double value, string text) => Assert.Equal(text, Figures.Short(value));

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(185, "3:05 min")]
    [InlineData(7_800, "2:10:00 h")]
    public void A_waiting_time_is_written_in_the_unit_that_matters(double seconds, string text) =>
        Assert.Equal(text, Figures.Left(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("ema-brekout", "ema-breakout")]
    [InlineData("BLOCK-TRADE", "block-trade")]
    [InlineData("nonsense", null)]
    public void The_nearest_word_is_suggested_when_it_is_near(string word, string? expected) =>
        Assert.Equal(expected, Nearest.To(word, ["block-trade", "ema-breakout", "volume-spike"]));
}
