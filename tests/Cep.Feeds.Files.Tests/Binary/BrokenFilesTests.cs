using Apache.Arrow;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class BrokenFilesTests
{
    private static readonly string[] Names = ["t.arrow", "t.arrows", "t.parquet"];

    public static TheoryData<string> Formats => new(Names);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Missing_and_empty_files_are_said_to_be_so(string name)
    {
        using var folder = new TempFolder();
        var missing = Assert.Throws<FeedException>(() => Ticks.Feed(folder[name]).Open());
        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder[name], []);
        var empty = Assert.Throws<FeedException>(() => Ticks.Feed(folder[name]).Open());
        Assert.Contains("is empty", empty.Message, StringComparison.Ordinal);
        Assert.Equal(EventTime.MinValue, Ticks.Feed(folder[name]).Earliest);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Garbage_is_refused(string name)
    {
        using var folder = new TempFolder();
        var random = new Random(7);
        for (var length = 1; length < 5000; length = length * 3 + 1)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            File.WriteAllBytes(folder[name], bytes);
            var refusal = Assert.Throws<FeedException>(() => Ticks.Read(Ticks.Feed(folder[name])));
            Assert.Contains(folder[name], refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Wherever_a_file_is_cut_off_it_is_said_to_be_broken(string name)
    {
        using var folder = new TempFolder();
        var events = Enumerable.Range(0, 50).Select(i => (IEvent)new Trade(new EventTime(i), Symbol.Of("IBM"), i, i));
        Ticks.Write(folder[name], new TickWriterOptions { Kinds = TickKinds.Trades, RowsPerBlock = 20 }, events);
        var whole = File.ReadAllBytes(folder[name]);
        for (var length = 1; length < whole.Length; length += length % 8 == 0 ? 1 : 7)
        {
            File.WriteAllBytes(folder[name], whole[..length]);
            Assert.Throws<FeedException>(() => Ticks.Read(Ticks.Feed(folder[name])));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Flipped_bytes_never_surface_as_anything_but_a_feed_exception(string name)
    {
        using var folder = new TempFolder();
        var events = Enumerable.Range(0, 50).Select(i => (IEvent)new Trade(new EventTime(i), Symbol.Of("IBM"), i, i));
        Ticks.Write(folder[name], new TickWriterOptions { Kinds = TickKinds.Trades, RowsPerBlock = 20 }, events);
        var whole = File.ReadAllBytes(folder[name]);
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder[name], bytes);
            try
            {
                Ticks.Read(Ticks.Feed(folder[name]));
            }
            catch (FeedException)
            {
                // That, or values that a reader can't know to be wrong.
            }
        }
    }

    [Fact]
    public void Missing_columns_are_named_with_what_was_found()
    {
        using var folder = new TempFolder();
        ArrowFile.Write(folder["t.arrow"], ("when", new Int64Array.Builder().Append(1).Build()), ("price", new DoubleArray.Builder().Append(1).Build()));
        var refusal = Assert.Throws<FeedException>(() => new ArrowFeed(folder["t.arrow"], new TickFileOptions()).Open());
        Assert.Contains("missing time; symbol; price and size (trades), or bid_price and ask_price (quotes), or state (statuses); found when, price", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Column_of_the_wrong_type_is_named_with_what_it_should_be()
    {
        using var folder = new TempFolder();
        ArrowFile.Write(
            folder["t.arrow"],
            ("time", new Int64Array.Builder().Append(1).Build()),
            ("symbol", new StringArray.Builder().Append("A").Build()),
            ("price", new StringArray.Builder().Append("ten").Build()),
            ("size", new DoubleArray.Builder().Append(1).Build()));
        var refusal = Assert.Throws<FeedException>(() => new ArrowFeed(folder["t.arrow"], new TickFileOptions()).Open());
        Assert.Contains("column price has type utf8; expected double", refusal.Message, StringComparison.Ordinal);
    }
}
