using System.IO.Compression;
using Cep.Feeds.Kafka.Tests;

namespace Cep.Feeds.Files.Tests;

/// <summary>
/// Damaged files by the thousand: each gives events and dead letters, or is said to be broken, and nothing else.
/// <c>CEP_FUZZ_CASES</c> says how many, <c>CEP_SEED</c> from which seed on.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("trades.csv", TickKinds.Trades)]
    [InlineData("quotes.csv", TickKinds.Quotes)]
    [InlineData("all.csv", TickKinds.Trades | TickKinds.Quotes | TickKinds.Statuses)]
    [InlineData("trades.csv.gz", TickKinds.Trades)]
    public void Damaged_csv_gives_events_and_dead_letters_or_is_refused(string name, TickKinds kinds) => Damage(name, TickFormat.Csv, kinds, count: 4_000);

    [Fact]
    public void Damaged_debs_rows_give_events_and_dead_letters_or_are_refused() => Damage("debs.csv", TickFormat.Debs2022, TickKinds.Trades, count: 4_000);

    [Theory]
    [InlineData("trades.arrow")]
    [InlineData("trades.arrows")]
    [InlineData("trades.parquet")]
    public void Damaged_columns_give_events_and_dead_letters_or_are_refused(string name) =>
        Damage(name, name.EndsWith("parquet", StringComparison.Ordinal) ? TickFormat.Parquet : TickFormat.Arrow, TickKinds.Trades, count: 600);

    /// <summary>Damage to the archive itself, and to what lies in one that is whole.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_lean_days_give_events_and_dead_letters_or_are_refused(bool isArchive)
    {
        Ticks.Write(folder["lean"], TickFormat.Lean, new TickWriterOptions { Kinds = TickKinds.Trades }, Some(TickKinds.Trades));
        var day = Directory.EnumerateFiles(folder["lean"], "*.zip", SearchOption.AllDirectories).Single();
        var (entry, rows) = FirstEntry(day);
        var whole = isArchive ? File.ReadAllBytes(day) : rows;
        var mutations = new Mutations(DamagedCases.Seed);
        new DamagedCases(2_000).Run(isArchive ? "LEAN archives" : "LEAN rows", _ => mutations.Of(whole), (_, bytes) =>
        {
            if (isArchive) File.WriteAllBytes(day, bytes);
            else Zip(day, entry, bytes);
            Read(day, TickFormat.Lean);
        });
    }

    /// <summary>With the format that it had, and as something that nobody knows.</summary>
    private void Damage(string name, TickFormat format, TickKinds kinds, int count)
    {
        Ticks.Write(folder[name], format, new TickWriterOptions { Kinds = kinds, RowsPerBlock = format is TickFormat.Arrow or TickFormat.Parquet ? 7 : null }, Some(kinds));
        var whole = File.ReadAllBytes(folder[name]);
        var mutations = new Mutations(DamagedCases.Seed);
        new DamagedCases(count).Run(name, _ => mutations.Of(whole), (i, bytes) =>
        {
            File.WriteAllBytes(folder[name], bytes);
            Read(folder[name], i % 2 == 0 ? format : null);
        });
    }

    private static void Read(string path, TickFormat? format)
    {
        const int MaxRows = 64;
        var batch = new EventBatch();
        try
        {
            using var reader = TickFiles.Open([path], new TickFileOptions { Format = format })[0].Open();
            for (var more = true; more;)
            {
                batch.Clear();
                more = reader.Read(batch, MaxRows);
                Assert.InRange(batch.Count, 0, MaxRows);
                Assert.All(batch.DeadLetters, letter => Assert.InRange(letter.Letter.Raw?.Length ?? 0, 0, DeadLetter.MaxRawLength));
            }
        }
        catch (FeedException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static IEnumerable<IEvent> Some(TickKinds kinds)
    {
        var open = EventTime.Parse("2013-10-07T13:30:00Z").Nanos;
        for (var i = 0; i < 24; i++)
        {
            var (time, symbol) = (new EventTime(open + i * 1_234_000_000L), Symbol.Of("AIG"));
            if (kinds.HasFlag(TickKinds.Trades)) yield return new Trade(time, symbol, 181.5 + i / 100.0, 100 * i, (TradeConditions)(i % 5), 'P', i % 7 == 0);
            if (kinds.HasFlag(TickKinds.Quotes)) yield return new Quote(time, symbol, 181.4, 100, 181.6, 200 + i, 1, 'Q');
            if (kinds.HasFlag(TickKinds.Statuses) && i % 8 == 0) yield return new MarketStatus(time, symbol, TradingState.Halted, 'N');
        }
    }

    private static (string Name, byte[] Bytes) FirstEntry(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        using var stream = zip.Entries[0].Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return (zip.Entries[0].Name, bytes.ToArray());
    }

    private static void Zip(string archive, string entry, byte[] bytes)
    {
        using var zip = ZipFile.Open(DeleteFirst(archive), ZipArchiveMode.Create);
        using var stream = zip.CreateEntry(entry, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }

    private static string DeleteFirst(string file)
    {
        File.Delete(file);
        return file;
    }
}
