using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class TickWritersTests
{
    private static readonly Trade Print = new(new EventTime(1), Symbol.Of("IBM"), 1, 1);
    private static readonly string[] Names = ["t.csv", "t.csv.gz", "t.arrow", "t.arrows", "t.feather", "t.parquet", "lean"];

    public static TheoryData<string> Formats => new(Names);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Writer_that_was_not_completed_leaves_nothing_that_looks_whole(string name)
    {
        using var folder = new TempFolder();
        using (var writer = TickWriters.Create(folder[name], null, new TickWriterOptions { Kinds = TickKinds.Trades, RowsPerBlock = 1 }))
        {
            writer.Write(Ticks.Batch(Print, Print));
        }

        Assert.DoesNotContain(folder.Names(), file => file.Contains('.', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Event_that_was_not_declared_is_refused(string name)
    {
        using var folder = new TempFolder();
        using var writer = TickWriters.Create(folder[name], null, new TickWriterOptions { Kinds = TickKinds.Quotes });
        var refusal = Assert.Throws<UnwritableEventException>(() => writer.Write(Ticks.Batch(Print)));
        Assert.Contains("declared to hold Quotes only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_type_of_a_user_is_refused_by_name()
    {
        using var folder = new TempFolder();
        using var writer = TickWriters.Create(folder["t.csv"], null, new TickWriterOptions { Kinds = TickKinds.Trades });
        var batch = new EventBatch();
        batch.Add(new News(new EventTime(1), Symbol.Of("IBM")), 1);
        Assert.Contains("News", Assert.Throws<UnwritableEventException>(() => writer.Write(batch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_that_does_not_tell_the_format_is_refused_with_those_that_do()
    {
        var refusal = Assert.Throws<ArgumentException>(() => TickWriters.Create("t.xlsx", null, new TickWriterOptions { Kinds = TickKinds.Trades }));
        Assert.Contains(".parquet", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compression_of_another_format_is_refused()
    {
        var options = new TickWriterOptions { Kinds = TickKinds.Trades, Compression = TickCompression.Snappy };
        Assert.Throws<ArgumentException>(() => TickWriters.Create("t.arrow", null, options));
        Assert.Throws<ArgumentException>(() => TickWriters.Create("t.parquet", null, options with { Compression = TickCompression.Lz4 }));
    }

    private readonly record struct News(EventTime Time, Symbol Symbol) : IEvent;
}
