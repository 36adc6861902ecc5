using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class MalformedRowsTests
{
    [Fact]
    public void Each_bad_row_is_a_dead_letter_that_names_field_and_value_and_the_others_are_events()
    {
        using var folder = new TempFolder();
        var path = folder["t.arrow"];
        var times = new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, "UTC"));
        var symbols = new StringArray.Builder();
        var prices = new DoubleArray.Builder();
        var sizes = new Int32Array.Builder();
        void Row(long micros, string? symbol, double? price, int? size)
        {
            times.Append(DateTimeOffset.UnixEpoch.AddMicroseconds(micros));
            if (symbol is null) symbols.AppendNull();
            else symbols.Append(symbol);
            prices.Append(price);
            sizes.Append(size);
        }

        Row(1, "IBM", 10, 1);
        Row(2, "", 10, 1);
        Row(3, null, 10, 1);
        Row(4, "IBM", double.NaN, 1);
        Row(5, "IBM", double.PositiveInfinity, 1);
        Row(6, "IBM", null, 1);
        Row(7, "IBM", 10, -3);
        Row(8, "IBM", 10, null);
        Row(9, new string('x', 65), 10, 1);
        Row(10, "AIG", 11, 2);
        ArrowFile.Write(path, ("TIME", times.Build()), ("Symbol", symbols.Build()), ("price", prices.Build()), ("size", sizes.Build()));

        var (events, letters) = Ticks.Read(new ArrowFeed(path, new TickFileOptions()));

        Assert.Equal([1L, 10L], events.Select(e => e.Position));
        Assert.Equal(new Trade(new EventTime(10_000), Symbol.Of("AIG"), 11, 2), events[1].Event);
        Assert.Equal(Enumerable.Range(2, 8).Select(i => (long)i), letters.Select(letter => letter.Position));
        Assert.Equal(
            [
                "symbol is empty", "symbol is null", "price 'NaN' is not finite", "price 'Infinity' is not finite", "price is null",
                "size '-3' is negative", "size is null", $"symbol '{new string('x', 65)}' is no name of 1 to 64 characters",
            ],
            letters.Select(letter => letter.Message));
        Assert.All(letters, letter => Assert.Equal((DeadLetterReason.Malformed, path), (letter.Reason, letter.Source)));
        Assert.Equal("time=1970-01-01T00:00:00.000007000Z,symbol=IBM,price=10,size=-3", letters[5].Raw);
    }

    [Fact]
    public void Batch_size_changes_neither_events_nor_dead_letters()
    {
        using var folder = new TempFolder();
        var path = folder["t.arrow"];
        var times = new Int64Array.Builder();
        var prices = new DoubleArray.Builder();
        for (var i = 0; i < 300; i++)
        {
            times.Append(i);
            prices.Append(i % 7 == 3 ? double.NaN : i);
        }

        var column = prices.Build();
        ArrowFile.Write(path, ("time", times.Build()), ("price", column), ("size", column));
        var feed = new ArrowFeed(path, new TickFileOptions { Symbol = "IBM" });
        var (events, letters) = Ticks.Read(feed, 1024);
        Assert.Equal(300, events.Count + letters.Count);
        Assert.Equal(43, letters.Count);
        foreach (var maxRows in (int[])[1, 2, 7, 64, 299])
        {
            var (again, lettersAgain) = Ticks.Read(feed, maxRows);
            Assert.Equal(events, again);
            Assert.Equal(letters, lettersAgain);
        }
    }

    [Fact]
    public void Time_beyond_the_bounds_and_an_exchange_of_two_letters_are_malformed()
    {
        using var folder = new TempFolder();
        var path = folder["t.arrows"];
        var seconds = new TimestampType(TimeUnit.Second, "UTC");
        var times = new TimestampArray.Builder(seconds);
        times.Append(DateTimeOffset.UnixEpoch.AddYears(1000));
        times.Append(DateTimeOffset.UnixEpoch);
        ArrowFile.Write(
            path,
            ("time", times.Build()),
            ("symbol", new StringArray.Builder().Append("A").Append("A").Build()),
            ("bid_price", new FloatArray.Builder().Append(1).Append(1).Build()),
            ("exchange", new StringArray.Builder().Append("Q").Append("XNYS").Build()));
        var (events, letters) = Ticks.Read(new ArrowFeed(path, new TickFileOptions()));
        Assert.Empty(events);
        Assert.StartsWith("time '31556995200' is outside the bounds", letters[0].Message, StringComparison.Ordinal);
        Assert.Equal("exchange 'XNYS' has more than one character", letters[1].Message);
    }
}

/// <summary>Writes Arrow files with columns as other programs make them.</summary>
internal static class ArrowFile
{
    public static void Write(string path, params (string Name, IArrowArray Array)[] columns)
    {
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Array.Data.DataType, nullable: true)), null);
        using var stream = File.Create(path);
        using var writer = path.EndsWith(".arrows", StringComparison.Ordinal)
            ? new ArrowStreamWriter(stream, schema)
            : new ArrowFileWriter(stream, schema);
        writer.WriteRecordBatch(new RecordBatch(schema, columns.Select(c => c.Array), columns[0].Array.Length));
        writer.WriteEnd();
    }
}
