namespace Cep.Feeds.Files.Tests;

public sealed class LeanFeedTests : IDisposable
{
    private static readonly Symbol Ibm = Symbol.Of("IBM");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Trades_are_read_exactly()
    {
        var tape = Read("ibm/20131007_trade.zip", "20131007_ibm_Trade_Tick.csv", "14400464,1815200,100,P,20002000,0\n14400464.0001234,1815201,0,K,2000,1");
        Assert.Equal(
            [
                new Trade(EventTime.Parse("2013-10-07T08:00:00.464Z"), Ibm, 181.52, 100, (TradeConditions)0x20002000, 'P'),
                new Trade(EventTime.Parse("2013-10-07T08:00:00.464000123Z"), Ibm, 181.5201, 0, (TradeConditions)0x2000, 'K', true),
            ],
            tape.Trades);
    }

    [Fact]
    public void A_quote_side_with_a_zero_in_price_or_size_did_not_change()
    {
        var tape = Read("ibm/20131007_quote.zip", "x.csv", "0,0,0,1836300,100,Q,1,0\n0,1800100,300,0,700,P,1,0\n0,1800100,0,1836300,100,P,a,1\n");
        var midnight = EventTime.Parse("2013-10-07T04:00:00Z");
        Assert.Equal(
            [
                new Quote(midnight, Ibm, 0, 0, 183.63, 100, 1, 'Q'),
                new Quote(midnight, Ibm, 180.01, 300, 0, 0, 1, 'P'),
                new Quote(midnight, Ibm, 0, 0, 183.63, 100, 10, 'P', true),
            ],
            tape.Quotes);
    }

    [Theory]
    [InlineData("86400000,1,1,P,0,0", "time '86400000' is not a number of milliseconds since midnight")]
    [InlineData("-1,1,1,P,0,0", "time '-1' is not")]
    [InlineData("1,1,1,P,0", "the row has 5 fields where a LEAN trade has 6")]
    [InlineData("1,,1,P,0,0", "price is missing")]
    [InlineData("1,1,-5,P,0,0", "size '-5' is below zero")]
    [InlineData("1,1,1,P,xyz,0", "conditions 'xyz' is not a hexadecimal number")]
    [InlineData("1,1,1,P,123456789,0", "conditions '123456789' is not a hexadecimal number")]
    [InlineData("1,1,1,P,0,2", "suspicious '2' is neither 0 nor 1")]
    public void A_malformed_row_is_a_dead_letter(string row, string message)
    {
        var tape = Read("ibm/20131007_trade.zip", "x.csv", $"0,1,1,P,0,0\n{row}\n2,1,1,P,0,0");
        var letter = Assert.Single(tape.DeadLetters);
        Assert.StartsWith(message, letter.Message, StringComparison.Ordinal);
        Assert.Equal((2L, row), (letter.Position, letter.Raw));
        Assert.Equal(2, tape.Trades.Count);
    }

    [Fact]
    public void Earliest_is_midnight_in_New_York_and_a_given_symbol_goes_before_the_folder()
    {
        var path = folder.WriteZip("ibm/20131007_trade.zip", "x.csv", "0,1,1,P,0,0");
        var feed = new LeanFeed(path, new TickFileOptions { Symbol = "BIG" });
        Assert.Equal(EventTime.Parse("2013-10-07T04:00:00Z"), feed.Earliest);
        Assert.Equal("BIG", Assert.Single(Tape.Of(feed).Trades).Symbol.Name);
    }

    [Fact]
    public void A_zip_that_is_no_LEAN_file_says_why()
    {
        Refuses(() => Read("ibm/readme.zip", "x.csv", ""), "its name must begin with the date");
        Refuses(() => Read("ibm/20131007_trade.zip", "x.txt", ""), "it holds 0 CSV entries among 1, expected one");
        Refuses(() => Read("ibm/20131007.zip", "x.csv", ""), "says nowhere whether it holds trades or quotes");
    }

    [Fact]
    public void A_truncated_or_damaged_zip_is_told()
    {
        var lines = string.Concat(Enumerable.Range(0, 9999).Select(i => $"{i * 31},{1_000_000 + i * 7919 % 10007},100,P,0,0\n"));
        var bytes = File.ReadAllBytes(folder.WriteZip("ibm/20131007_trade.zip", "x.csv", lines));
        var cut = folder.Write("ibm/20131008_trade.zip", bytes.AsSpan(0, bytes.Length / 2));
        Refuses(() => Tape.Of(new LeanFeed(cut, TickFileOptions.Default)), "is no whole zip: it is truncated or damaged");

        bytes[bytes.Length / 2] ^= 0x10;
        var damaged = Tape.Of(new LeanFeed(folder.Write("ibm/20131009_trade.zip", bytes), TickFileOptions.Default));
        Assert.Contains("breaks off or is damaged", damaged.Broken?.Message, StringComparison.Ordinal);
    }

    private static void Refuses(Action read, string message) =>
        Assert.Contains(message, Assert.Throws<FeedException>(read).Message, StringComparison.Ordinal);

    private Tape Read(string name, string entry, string text) =>
        Tape.Of(new LeanFeed(folder.WriteZip(name, entry, text), TickFileOptions.Default));
}
