using Cep.Feeds.Files;

namespace Cep.Throughput;

/// <summary>Decoding files, without the engine: nanoseconds a row from the file, which lies in the page cache, to the batch.</summary>
public sealed class FileScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "files";

    /// <inheritdoc/>
    public override int DefaultEvents => 4_000_000;

    /// <inheritdoc/>
    public override string Drawing => """
        loop     tape ──▶ checksum over time, symbol, price and size of each event
        engine   file ──▶ feed ──▶ batch ──▶ the same checksum
        The loop is no rival here: it is what the checksum alone costs, and it says what the file must give back.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var folder = Directory.CreateTempSubdirectory("cep-throughput-");
        try
        {
            var tape = Market.Trades(events);
            var options = new TickFileOptions();
            var csv = Write(tape, Path.Combine(folder.FullName, "trades.csv"));
            yield return new Comparison("csv", events, n => Fold(tape, n), n => Fold(new CsvFeed(csv, options), n));
            var arrow = Write(tape, Path.Combine(folder.FullName, "trades.arrow"));
            yield return new Comparison("arrow", events, n => Fold(tape, n), n => Fold(new ArrowFeed(arrow, options), n));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(Tape<Trade> tape, string path)
    {
        using var writer = TickWriters.Create(path, format: null, new TickWriterOptions { Kinds = TickKinds.Trades });
        using var reader = new TapeFeed<Trade>("tape", tape, tape.Count, copies: true).Open();
        for (var batch = new EventBatch(); reader.Read(batch, TapeBlock<Trade>.Rows); batch.Clear()) writer.Write(batch);
        writer.Complete();
        return path;
    }

    private static Answer Fold(Tape<Trade> tape, int events)
    {
        var answer = default(Answer);
        for (var blocks = tape.First(events); blocks.MoveNext();) answer = Fold(answer, blocks.Block.Values.AsSpan(0, blocks.Rows));
        return answer;
    }

    private static Answer Fold(IFeed feed, int events)
    {
        var answer = default(Answer);
        var batch = new EventBatch();
        using var reader = feed.Open();
        for (var more = true; more && answer.Found < events; batch.Clear())
        {
            more = reader.Read(batch, TapeBlock<Trade>.Rows);
            var trades = batch.Of<Trade>().Values;
            answer = Fold(answer, trades[..(int)Math.Min(trades.Length, events - answer.Found)]);
        }

        return answer;
    }

    private static Answer Fold(Answer answer, ReadOnlySpan<Trade> trades)
    {
        var sum = answer.Checksum;
        foreach (ref readonly var trade in trades)
        {
            var price = BitConverter.DoubleToUInt64Bits(trade.Price);
            var size = BitConverter.DoubleToUInt64Bits(trade.Size);
            sum = (sum ^ (ulong)trade.Time.Nanos ^ (price << 1) ^ (size << 2) ^ ((ulong)trade.Symbol.Id << 40)) * 0x9E3779B97F4A7C15;
        }

        return new Answer(answer.Found + trades.Length, sum);
    }
}
