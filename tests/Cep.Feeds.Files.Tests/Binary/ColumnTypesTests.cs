using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class ColumnTypesTests
{
    [Fact]
    public void Decimal_prices_narrow_indices_and_wide_flags_are_read_as_what_they_mean()
    {
        using var folder = new TempFolder();
        var path = folder["t.arrow"];
        var names = new DictionaryType(UInt8Type.Default, StringType.Default, ordered: false);
        var symbols = new DictionaryArray(
            names,
            new UInt8Array.Builder().Append(1).Append(0).Append(1).Build(),
            new StringArray.Builder().Append("IBM").Append("AIG").Build());
        var times = new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, (string?)null));
        for (var i = 1; i <= 3; i++) times.Append(DateTimeOffset.UnixEpoch.AddMilliseconds(i));
        ArrowFile.Write(
            path,
            ("Timestamp", times.Build()),
            ("SYMBOL", symbols),
            ("Price", new Decimal128Array.Builder(new Decimal128Type(12, 4)).Append(181.25m).Append(-0.5m).Append(7m).Build()),
            ("Quantity", new UInt16Array.Builder().Append(1).Append(65535).Append(3).Build()),
            ("conditions", new Int64Array.Builder().Append(0x80000000).AppendNull().Append(1L << 32).Build()),
            ("suspicious", new Int8Array.Builder().Append(1).Append(0).AppendNull().Build()));
        var (events, letters) = Ticks.Read(new ArrowFeed(path, new TickFileOptions()));
        Assert.Equal(
            [
                new Trade(new EventTime(1_000_000), Symbol.Of("AIG"), 181.25, 1, TradeConditions.OddLot, '\0', true),
                new Trade(new EventTime(2_000_000), Symbol.Of("IBM"), -0.5, 65535),
            ],
            events.Select(e => (Trade)e.Event));
        Assert.Equal((3L, "conditions '4294967296' does not fit 32 bits"), letters.Select(letter => (letter.Position, letter.Message)).Single());
    }

    [Fact]
    public void Null_side_of_a_quote_did_not_change_and_a_quote_of_no_side_is_malformed()
    {
        using var folder = new TempFolder();
        var path = folder["t.arrows"];
        ArrowFile.Write(
            path,
            ("time", new Int64Array.Builder().Append(1).Append(2).Append(3).Build()),
            ("symbol", new StringArray.Builder().Append("A").Append("A").Append("A").Build()),
            ("bid_price", new DoubleArray.Builder().Append(1.5).AppendNull().AppendNull().Build()),
            ("bid_size", new DoubleArray.Builder().Append(10).AppendNull().AppendNull().Build()),
            ("ask_price", new DoubleArray.Builder().AppendNull().Append(2.5).AppendNull().Build()));
        var (events, letters) = Ticks.Read(new ArrowFeed(path, new TickFileOptions()));
        Assert.Equal(
            [new Quote(new EventTime(1), Symbol.Of("A"), 1.5, 10, 0, 0), new Quote(new EventTime(2), Symbol.Of("A"), 0, 0, 2.5, 0)],
            events.Select(e => (Quote)e.Event));
        Assert.Equal("bid_price and ask_price are both null", Assert.Single(letters).Message);
    }

    [Theory]
    [InlineData("t.arrow")]
    [InlineData("t.arrows")]
    public void A_batch_without_rows_and_a_dictionary_without_names_have_no_bytes_and_are_no_damage(string name)
    {
        using var folder = new TempFolder();
        var path = folder[name];
        ArrowFile.Write(
            path,
            ("time", new Int64Array.Builder().Build()),
            ("symbol", new DictionaryArray(new DictionaryType(UInt8Type.Default, StringType.Default, ordered: false), new UInt8Array.Builder().Build(), new StringArray.Builder().Build())),
            ("price", new DoubleArray.Builder().Build()),
            ("size", new DoubleArray.Builder().Build()));
        var (events, letters) = Ticks.Read(new ArrowFeed(path, new TickFileOptions()));
        Assert.Empty(events);
        Assert.Empty(letters);
    }
}
