using CsCheck;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class ColumnarRoundTripTests
{
    public static TheoryData<string, TickCompression> Formats => new()
    {
        { "t.arrow", TickCompression.None },
        { "t.arrow", TickCompression.Lz4 },
        { "t.feather", TickCompression.Zstd },
        { "t.arrows", TickCompression.None },
        { "t.arrows", TickCompression.Lz4 },
        { "t.arrows", TickCompression.Zstd },
        { "t.parquet", TickCompression.None },
        { "t.parquet", TickCompression.Snappy },
        { "t.parquet", TickCompression.Zstd },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_written_is_read_back_for_any_block_and_batch_size(string name, TickCompression compression) =>
        Gen.Select(RandomTicks.Files, Gen.Int[1, 90], Gen.Int[1, 120]).Sample(
            (file, rowsPerBlock, maxRows) =>
            {
                using var folder = new TempFolder();
                var options = new TickWriterOptions { Kinds = file.Kinds, Compression = compression, RowsPerBlock = rowsPerBlock };
                Ticks.Write(folder[name], options, file.Events);
                var (events, letters) = Ticks.Read(Ticks.Feed(folder[name]), maxRows);
                Assert.Empty(letters);
                Assert.Equal(file.Events, events.Select(e => e.Event));
                Assert.Equal(Enumerable.Range(1, file.Events.Length).Select(i => (long)i), events.Select(e => e.Position));
                Assert.Equal([name], folder.Names());
            },
            iter: 25,
            threads: 1);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Earliest_is_the_time_of_the_first_row_and_reading_ends_at_the_length(string name, TickCompression compression)
    {
        using var folder = new TempFolder();
        var first = Ticks.At("2013-10-07T13:30:00.000000001Z");
        var ibm = Symbol.Of("IBM");
        Ticks.Write(
            folder[name],
            new TickWriterOptions { Kinds = TickKinds.Trades, Compression = compression },
            new Trade(first, ibm, 181.5, 100),
            new Trade(first + TimeSpan.FromSeconds(1), ibm, 181.6, 200));
        var feed = Ticks.Feed(folder[name]);
        Assert.Equal(first, feed.Earliest);
        Assert.Equal(new FileInfo(folder[name]).Length, feed.Length);
        using var reader = feed.Open();
        var batch = new EventBatch();
        while (reader.Read(batch, 1)) batch.Clear();
        Assert.Equal(feed.Length, reader.BytesRead);
    }
}
