using System.Globalization;
using System.Text;
using CsCheck;

namespace Cep.Feeds.Files.Tests;

public class DecimalTextTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("181.52")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-1.25")]
    [InlineData("+1.25")]
    [InlineData("1e3")]
    [InlineData("1234567.")]
    [InlineData(".1234567")]
    [InlineData("00000001")]
    [InlineData("9007199254740993")]
    [InlineData("0.1234567890123456789")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    public void A_number_is_the_double_that_the_BCL_reads(string text)
    {
        Assert.True(DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        var expected = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("12a")]
    [InlineData("..1")]
    [InlineData("0x10")]
    public void What_is_no_number_is_refused(string text) => Assert.False(DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Any_text_of_digits_points_and_signs_is_read_as_the_BCL_reads_it() =>
        Gen.Char["0123456789.-e"].Array[0, 22].Sample(characters =>
        {
            var text = new string(characters);
            var known = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var expected);
            Assert.Equal(known, DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out var value));
            if (known) Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }, iter: 20_000);

    [Fact]
    public void Any_decimal_is_read_as_the_BCL_reads_it() =>
        Gen.Select(Gen.Long[0, 999_999_999_999_999_999], Gen.Int[0, 18], Gen.Bool).Sample((mantissa, decimals, negative) =>
        {
            var digits = mantissa.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            var text = $"{(negative ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}";
            Assert.True(DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out var value));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
        }, iter: 20_000);

    [Fact]
    public void A_price_in_ten_thousandths_is_the_double_nearest_to_the_price()
    {
        Assert.True(DecimalText.TryParse("1815200"u8, out var price, scale: 4));
        Assert.Equal(181.52, price);
        Gen.Int[0, 100_000_000].Sample(tenThousandths =>
        {
            Assert.True(DecimalText.TryParse(Encoding.UTF8.GetBytes(tenThousandths.ToString(CultureInfo.InvariantCulture)), out var value, scale: 4));
            Assert.Equal((double)(tenThousandths / 10_000m), value);
        });
    }
}
