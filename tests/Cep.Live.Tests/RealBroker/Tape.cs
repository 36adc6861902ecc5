using System.Globalization;
using Cep.Feeds.Files;

namespace Cep.Live;

/// <summary>
/// Trades of synthetic days, out of order by up to a second and a few of them too late, spread over Kafka partitions by
/// symbol. The same seed gives the same bytes.
/// </summary>
internal sealed class Tape
{
    /// <summary>What to give <c>timing.disorderBound</c>.</summary>
    public const string DisorderBound = "1s";

    private const int TicksPerDay = 250_000;
    private readonly string folder;

    private Tape(string folder, List<(Trade Trade, int Partition)> ticks, int partitions)
    {
        this.folder = folder;
        Ticks = ticks;
        Partitions = partitions;
    }

    /// <summary>The trades as they come, and where each goes.</summary>
    public IReadOnlyList<(Trade Trade, int Partition)> Ticks { get; }

    public int Partitions { get; }

    /// <summary>A time behind which nothing is left to come and nothing open: no window, no pattern.</summary>
    public EventTime Over => new(Ticks.Max(tick => tick.Trade.Time.Nanos) + TimeSpan.FromDays(3).Ticks * 100);

    /// <summary>Makes a tape, with files for a replay of each Kafka partition.</summary>
    public static Tape Make(string folder, int ticks, int partitions, int seed)
    {
        Directory.CreateDirectory(folder);
        var (inOrder, asTheyCome) = (Path.Combine(folder, "days.csv"), Path.Combine(folder, "tape.csv"));
        var days = Math.Max(1, ticks / TicksPerDay);
        CepCommand.Run("generate", "--ticks", Text(ticks), "--days", Text(days), "--symbols", "60", "--seed", Text(seed), "--out", inOrder);
        CepCommand.Run("generate", "--from", inOrder, "--shuffle", DisorderBound, "--late", "0.02%", "--seed", Text(seed), "--out", asTheyCome);
        var read = Read(asTheyCome).Select(trade => (trade, PartitionOf(trade.Symbol.Name, partitions))).ToList();
        Assert.Equal(ticks, read.Count);
        Split(asTheyCome, folder, read, partitions);
        return new Tape(folder, read, partitions);
    }

    /// <summary>The ticks of a Kafka partition as a file, in the order in which they come.</summary>
    public string FileOf(int partition) => FileOf(folder, partition);

    private static string FileOf(string folder, int partition) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"partition-{partition}.csv"));

    /// <summary>Any spread would do that keeps a symbol in one place.</summary>
    private static int PartitionOf(string symbol, int partitions) => symbol.Sum(letter => letter) % partitions;

    private static List<Trade> Read(string file)
    {
        var trades = new List<Trade>();
        var batch = new EventBatch();
        using var reader = TickFiles.Open([file], new TickFileOptions())[0].Open();
        bool more;
        do
        {
            batch.Clear();
            more = reader.Read(batch, 1024);
            var column = batch.Of<Trade>();
            for (var i = 0; i < column.Count; i++) trades.Add(column.Values[i]);
        }
        while (more);
        return trades;
    }

    /// <summary>Lines of the file go to the files of their partitions as they are.</summary>
    private static void Split(string file, string folder, List<(Trade Trade, int Partition)> ticks, int partitions)
    {
        using var lines = new StreamReader(file);
        var header = lines.ReadLine()!;
        var files = Enumerable.Range(0, partitions).Select(partition => new StreamWriter(FileOf(folder, partition))).ToList();
        foreach (var part in files) part.WriteLine(header);
        foreach (var (_, partition) in ticks) files[partition].WriteLine(lines.ReadLine());
        Assert.Null(lines.ReadLine());
        foreach (var part in files) part.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
