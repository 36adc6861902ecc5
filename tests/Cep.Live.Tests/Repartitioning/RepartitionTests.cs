using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Rules that see several symbols together, over an input with several Kafka partitions, derive what a run over the same ticks derives.</summary>
public sealed partial class RepartitionTests : IDisposable
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
    public void A_replay_of_all_ticks_differs_from_parts_of_the_keys_in_the_numbers_of_causes_alone()
    {
        var log = new TickLog(9_000, Sources, seed: 36);
        var whole = TickReplay.Of([new SectorSums()], log.Ticks);
        var parts = SectorsOf(log, 3).SelectMany(part => part).ToDictionary();
        Assert.NotEqual(whole.OrderBy(pair => pair.Key), parts.OrderBy(pair => pair.Key));
        Assert.Equal(whole.OrderBy(pair => pair.Key).Select(pair => WithoutPlaces(pair.Value)), parts.OrderBy(pair => pair.Key).Select(pair => WithoutPlaces(pair.Value)));
    }

    [Theory]
    [InlineData(LatenessPolicy.Drop)]
    [InlineData(LatenessPolicy.Adjust)]
    public void What_is_late_is_decided_once(LatenessPolicy policy)
    {
        var timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(2), Lateness = policy };
        var log = new TickLog(6_000, Sources, seed: 37, timing);
        var repartition = Repartition([new MarketMean()], slices: 1);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process(repartition, options => options with { Engine = new EngineOptions { Timing = timing } });
        Check([log.Expected(), TickReplay.Of([new MarketMean()], log.Ticks, timing)], isExactlyOnce: true, process);
    }

    [Fact]
    public void Late_events_that_are_allowed_stand_in_their_places()
    {
        var timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(2), AllowedLateness = TimeSpan.FromSeconds(5) };
        var log = new TickLog(6_000, Sources, seed: 38, timing);
        var repartition = Repartition([new MarketMean()], slices: 2);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process(repartition, options => options with { Engine = new EngineOptions { Timing = timing } });
        var expected = TickReplay.Of([new MarketMean()], log.Ticks, timing).ToDictionary(pair => pair.Key, pair => WithoutPlaces(pair.Value));
        using var output = new OutputTopic(Plain, "found");
        output.ReadUntil(int.MaxValue, TimeSpan.FromSeconds(5));
        var found = output.ById.Where(pair => pair.Value.Contains("market-mean", StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => WithoutPlaces(pair.Value));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
    }

    /// <summary>The clock goes on for it in the task that reads it, and marks carry that to the rules across symbols.</summary>
    [Fact]
    public void A_Kafka_partition_that_has_become_quiet_holds_up_nobody()
    {
        var log = new TickLog(600, Sources, seed: 39);
        var repartition = Repartition([new MarketMean()], slices: 1);
        log.Write(Plain, "ticks", 0, 50);
        log.Write(Plain, "ticks", 50, int.MaxValue, except: 2);
        using var process = Process(repartition, options => options with { Engine = new EngineOptions { Timing = new FeedTiming { IdleAfter = TimeSpan.FromMilliseconds(200) } } });
        var later = new Trade(new EventTime(log.Ticks[0][^1].Time.Nanos + 60_000_000_000), Symbol.Of("L02"), 10, 10);
        var expected = TickReplay.Of([new MarketMean()], [log.Ticks[0], log.Ticks[1], [.. log.Ticks[2].Take(50), later]]);
        Assert.NotEqual(expected.Count, TickReplay.Of([new MarketMean()], [log.Ticks[0], log.Ticks[1], [.. log.Ticks[2].Take(50)]]).Count);
        using var output = new OutputTopic(Plain, "found");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                output.ReadRest();
                return expected.All(pair => output.ById.TryGetValue(pair.Key, out var line) && line == pair.Value);
            },
            TimeSpan.FromSeconds(60)), string.Join('\n', process.Notes.TakeLast(100)));
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

    private LiveProcess Process(Repartition repartition, Func<LiveTaskOptions, LiveTaskOptions>? with = null) => new(Client, "ticks", "found", "cep", folder["state"], with, repartition);

    /// <summary>A line without the numbers that its causes have in the log.</summary>
    private static string WithoutPlaces(string line) => Places().Replace(line, "$1");

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

    [GeneratedRegex("\"first\":[0-9]+,\"last\":[0-9]+,(\"count\")")]
    private static partial Regex Places();
}
