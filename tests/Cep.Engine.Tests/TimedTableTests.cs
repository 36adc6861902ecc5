using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class TimedTableTests
{
    private static readonly TimedTable<string, double> Rates = new([("EUR", At(10), 1.2), ("EUR", At(0), 1.1), ("GBP", At(5), 1.6)]);

    [Theory]
    [InlineData(0, 1.1)]
    [InlineData(9.999999999, 1.1)]
    [InlineData(10, 1.2)]
    [InlineData(1e6, 1.2)]
    public void A_row_is_valid_from_its_own_time_until_the_next(double second, double expected) => Assert.Equal(expected, Rates["EUR", At(second)]);

    [Fact]
    public void Before_the_first_row_and_for_an_unknown_key_there_is_no_value()
    {
        Assert.False(Rates.TryGet("GBP", At(4.999999999), out _));
        Assert.False(Rates.TryGet("USD", At(20), out _));
        Assert.Contains("no row of 'GBP'", Assert.Throws<KeyNotFoundException>(() => Rates["GBP", At(0)]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rows_of_one_key_and_time_are_refused() =>
        Assert.Contains("two rows", Assert.Throws<ArgumentException>(() => new TimedTable<int, int>([(1, At(0), 1), (1, At(0), 2)])).Message, StringComparison.Ordinal);
}
