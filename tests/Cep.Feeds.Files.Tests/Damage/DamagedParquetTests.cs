using System.Buffers.Binary;
using Cep.Feeds.Kafka.Tests;
using Parquet;
using Parquet.Schema;

namespace Cep.Feeds.Files.Tests;

/// <summary>
/// Parquet files whose ends still fit what they say, so that the damage is read as a footer and as pages.
/// <c>CEP_FUZZ_CASES</c> says how many, <c>CEP_SEED</c> from which seed on.
/// </summary>
public sealed class DamagedParquetTests : IDisposable
{
    private const int TailLength = 8;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TickCompression.None)]
    [InlineData(TickCompression.Snappy)]
    [InlineData(TickCompression.Zstd)]
    public void Damaged_footers_and_pages_give_events_and_dead_letters_or_are_refused(TickCompression compression)
    {
        var path = folder["t.parquet"];
        Ticks.Write(path, new TickWriterOptions { Kinds = TickKinds.Trades | TickKinds.Quotes, Compression = compression, RowsPerBlock = 7 }, Some());
        Damage(path, $"{compression} footers and pages");
    }

    [Theory]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public void So_do_those_of_other_writers(CompressionMethod compression)
    {
        var path = folder["t.parquet"];
        WriteByHints(path, compression);
        Assert.Equal(20, Ticks.Read(Ticks.Feed(path)).Events.Count);
        Damage(path, $"{compression} footers and pages");
    }

    private static void Damage(string path, string what)
    {
        var whole = File.ReadAllBytes(path);
        var footer = whole.Length - TailLength - BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(whole.Length - TailLength));
        var mutations = new Mutations(DamagedCases.Seed);
        new DamagedCases(400).Run(what, i => i % 2 == 0 ? InFooter() : InPages(), (_, bytes) =>
        {
            File.WriteAllBytes(path, bytes);
            try
            {
                Ticks.Read(Ticks.Feed(path));
            }
            catch (FeedException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        });

        byte[] InFooter()
        {
            var damaged = mutations.Of(whole[footer..^TailLength]);
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, damaged.Length);
            return [.. whole[..footer], .. damaged, .. length, .. whole[^sizeof(int)..]];
        }

        // What follows the damage stays where the footer looks for it.
        byte[] InPages()
        {
            var damaged = mutations.Of(whole[4..footer]);
            Array.Resize(ref damaged, footer - 4);
            return [.. whole[..4], .. damaged, .. whole[footer..]];
        }
    }

    private static IEnumerable<IEvent> Some()
    {
        for (var i = 0; i < 20; i++)
        {
            var (time, symbol) = (new EventTime(1_380_000_000_000_000_000 + i * 1_000_000L), Symbol.Of(i % 4 == 0 ? "AIG" : "BRK.B"));
            yield return new Trade(time, symbol, 181.5 + i / 100.0, 100 * i, (TradeConditions)(i % 5), i % 3 == 0 ? '\0' : 'P', i % 7 == 0);
            yield return new Quote(time, symbol, 181.4, 100, 181.6, 200 + i, 1, 'Q');
        }
    }

    /// <summary>With the encodings that the writer of Cep does not use.</summary>
    private static void WriteByHints(string path, CompressionMethod compression)
    {
        var schema = new ParquetSchema(new DataField<long>("time"), new DataField<string>("symbol"), new DataField<double>("price"), new DataField<int?>("size"));
        var options = new ParquetOptions { CompressionMethod = compression };
        options.ColumnEncodingHints["time"] = EncodingHint.DeltaBinaryPacked;
        options.ColumnEncodingHints["symbol"] = EncodingHint.Dictionary;
        options.ColumnEncodingHints["price"] = EncodingHint.ByteSplitStream;
        options.ColumnEncodingHints["size"] = EncodingHint.DeltaBinaryPacked;
        Write().GetAwaiter().GetResult();

        async Task Write()
        {
            await using var file = File.Create(path);
            await using var writer = await ParquetWriter.CreateAsync(schema, file, options);
            for (var rows = 0; rows < 20; rows += 10)
            {
                var numbers = Enumerable.Range(rows, 10).ToArray();
                using var group = writer.CreateRowGroup();
                await group.WriteAsync<long>(schema.DataFields[0], numbers.Select(number => 1_380_000_000_000_000_000 + number * 1_000L).ToArray());
                await group.WriteAsync(schema.DataFields[1], numbers.Select(number => number % 3 == 0 ? "AIG" : "IBM").ToArray());
                await group.WriteAsync<double>(schema.DataFields[2], numbers.Select(number => number / 4.0).ToArray());
                await group.WriteAsync<int>(schema.DataFields[3], numbers.Select(number => (int?)number).ToArray());
            }
        }
    }
}
