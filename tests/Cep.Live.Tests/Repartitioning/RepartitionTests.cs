using System.IO.Hashing;
using System.Text;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Rules that see several symbols together, over an input with several Kafka partitions, derive what a run over the same ticks derives.</summary>
public sealed class RepartitionTests : IDisposable
{
    private const int Sources = 3;
    private readonly EmbeddedCluster cluster = new();
    private readonly TempFolder folder = new();

    public RepartitionTests()
    {
        cluster.CreateTopic("ticks", Sources);
        cluster.CreateTopic("found", 1);
    }

    private ClientSettings Client => new() { Bootstrap = cluster.Bootstrap };

    private ClientConfig Plain => new() { BootstrapServers = cluster.Bootstrap };

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_rule_over_the_whole_market_derives_what_a_replay_of_all_ticks_derives()
    {
        var log = new TickLog(9_000, Sources, seed: 31);
        var repartition = Repartition([new MarketMean()], slices: 2);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process(repartition);
        Check([log.Expected(), TickReplay.Of([new MarketMean()], log.Ticks)], isExactlyOnce: true, process);
    }

    [Fact]
    public void Keys_are_worked_on_side_by_side()
    {
        var log = new TickLog(9_000, Sources, seed: 32);
        var repartition = Repartition([new SectorSums()], slices: 3);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process(repartition);
        Check([log.Expected(), .. SectorsOf(log, 3)], isExactlyOnce: true, process);
    }

    [Fact]
    public void Rules_that_consume_each_other_run_in_one_place()
    {
        var log = new TickLog(9_000, Sources, seed: 33);
        IReadOnlyList<Rule> rules = [new GreatTrades(), new GreatCounts()];
        var repartition = Repartition(rules, slices: 3);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process(repartition);
        Check([log.Expected(), TickReplay.Of(rules, log.Ticks)], isExactlyOnce: true, process);
    }

    [Fact]
    public void Three_processes_that_come_and_go_share_both_groups()
    {
        var log = new TickLog(12_000, Sources, seed: 34);
        var repartition = Repartition([new SectorSums()], slices: 3);
        log.Write(Plain, "ticks", 0, 800);
        using var first = Process(repartition);
        using var second = Process(repartition);
        log.Write(Plain, "ticks", 800, 1_600);
        using (Process(repartition)) log.Write(Plain, "ticks", 1_600, 2_400);
        log.Write(Plain, "ticks", 2_400, int.MaxValue);
        Check([log.Expected(), .. SectorsOf(log, 3)], isExactlyOnce: true, first, second);
    }

    [Fact]
    public void A_crash_at_any_moment_loses_nothing_and_tells_nothing_else()
    {
        var random = new Random(35);
        var log = new TickLog(12_000, Sources, seed: 35);
        var repartition = Repartition([new MarketMean()], slices: 3);
        log.Write(Plain, "ticks", 0, 1_000);
        for (var crash = 0; crash < 4; crash++)
        {
            var process = Process(repartition);
            log.Write(Plain, "ticks", 1_000 + crash * 400, 1_400 + crash * 400);
            var commits = random.Next(16);
            SpinWait.SpinUntil(() => process.Notes.Count(note => note.Contains("committed", StringComparison.Ordinal)) > commits, TimeSpan.FromSeconds(20));
            process.Kill();
        }

        log.Write(Plain, "ticks", 2_600, int.MaxValue);
        using var last = Process(repartition);
        Check([log.Expected(), TickReplay.Of([new MarketMean()], log.Ticks)], isExactlyOnce: false, last);
    }

    private Repartition Repartition(IReadOnlyList<Rule> rules, int slices)
    {
        var repartition = new Repartition { Division = RuleDivision.Of([.. TickLog.Rules, .. rules]), Client = Client, Group = "cep", Sources = Sources, Slices = slices };
        Assert.Equal(["minute-sums", "running-mean"], repartition.Division.BySymbol.Select(rule => rule.Name));
        foreach (var topic in repartition.Topics) cluster.CreateTopic(topic, slices);
        return repartition;
    }

    private LiveProcess Process(Repartition repartition) => new(Client, "ticks", "found", "cep", folder["state"], repartition: repartition);

    /// <summary>A replay for each part of the keys, of the ticks with these keys.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, string>> SectorsOf(TickLog log, int slices) => Enumerable.Range(0, slices).Select(slice => TickReplay.Of(
        [new SectorSums()],
        [.. log.Ticks.Select(ticks => ticks.Where(tick => (int)(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(SectorSums.SectorOf(tick))) % (ulong)slices) == slice).ToList())]));

    private void Check(IEnumerable<IReadOnlyDictionary<string, string>> parts, bool isExactlyOnce, params LiveProcess[] processes)
    {
        var expected = parts.SelectMany(part => part).ToDictionary();
        Assert.NotEmpty(expected);
        using var output = new OutputTopic(Plain, "found");
        output.ReadUntil(expected.Count, TimeSpan.FromSeconds(30));
        output.ReadRest();
        var notes = string.Join('\n', processes.SelectMany(process => process.Notes).TakeLast(300));
        Assert.Empty(processes.SelectMany(process => process.Faults));
        Assert.True(expected.Count == output.ById.Count, $"{output.ById.Count} of {expected.Count} derived events came.\n{notes}");
        Assert.Empty(output.Contradicted);
        Assert.All(expected, pair => Assert.Equal(pair.Value, output.ById[pair.Key]));
        if (isExactlyOnce && processes.All(process => process.Recoveries.IsEmpty)) Assert.True(output.Doubled.Count == 0, $"{output.Doubled.Count} came twice.\n{notes}");
    }
}
