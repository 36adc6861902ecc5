using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>Whatever becomes of processes and brokers, what is derived is what a run over the same ticks derives.</summary>
public sealed class LiveTasksTests : IDisposable
{
    private const int Partitions = 3;
    private readonly EmbeddedCluster cluster = new();
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("cep-live-");

    public LiveTasksTests()
    {
        cluster.CreateTopic("ticks", Partitions);
        cluster.CreateTopic("found", 1);
    }

    private ClientSettings Client => new() { Bootstrap = cluster.Bootstrap };

    private ClientConfig Plain => new() { BootstrapServers = cluster.Bootstrap };

    public void Dispose()
    {
        cluster.Dispose();
        state.Delete(recursive: true);
    }

    [Fact]
    public void One_process_derives_each_event_once()
    {
        var log = new TickLog(6_000, Partitions, seed: 1);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process();
        Check(log, isExactlyOnce: true, process);
    }

    [Fact]
    public void A_process_that_goes_away_and_comes_back_goes_on_where_it_was()
    {
        var log = new TickLog(6_000, Partitions, seed: 2);
        var processes = new List<LiveProcess>();
        for (var part = 0; part < 4; part++)
        {
            using var process = Process();
            processes.Add(process);
            log.Write(Plain, "ticks", part * 500, part == 3 ? int.MaxValue : (part + 1) * 500);
            if (part == 3) Check(log, isExactlyOnce: true, [.. processes]);
        }
    }

    [Fact]
    public void A_crash_at_any_moment_loses_nothing_and_tells_nothing_else()
    {
        var random = new Random(3);
        var log = new TickLog(12_000, Partitions, seed: 3);
        log.Write(Plain, "ticks", 0, 1_000);
        for (var crash = 0; crash < 6; crash++)
        {
            var process = Process();
            log.Write(Plain, "ticks", 1_000 + crash * 400, 1_400 + crash * 400);
            SpinWait.SpinUntil(() => process.Notes.Count(note => note.Contains("committed", StringComparison.Ordinal)) > random.Next(12), TimeSpan.FromSeconds(20));
            process.Kill();
        }

        log.Write(Plain, "ticks", 3_400, int.MaxValue);
        using var last = Process();
        // The embedded cluster shows what was aborted to readers of committed records, so twice is not told from aborted.
        Check(log, isExactlyOnce: false, last);
    }

    [Fact]
    public void Processes_that_come_and_go_share_the_work()
    {
        var log = new TickLog(9_000, Partitions, seed: 4);
        log.Write(Plain, "ticks", 0, 800);
        using var first = Process();
        using var second = Process();
        log.Write(Plain, "ticks", 800, 1_600);
        using (Process()) log.Write(Plain, "ticks", 1_600, 2_400);
        log.Write(Plain, "ticks", 2_400, int.MaxValue);
        Check(log, isExactlyOnce: true, first, second);
    }

    [Fact]
    public void A_broker_that_is_away_holds_up_and_loses_nothing()
    {
        var log = new TickLog(6_000, Partitions, seed: 5);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        using var process = Process();
        SpinWait.SpinUntil(() => process.Notes.Any(note => note.Contains("committed", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
        Assert.True(SpinWait.SpinUntil(() => process.Notes.Any(note => note.Contains("looked at", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)), "Nobody looked at partial matches after a commit.");
        cluster.TakeDown();
        Assert.False(SpinWait.SpinUntil(() => !process.Faults.IsEmpty, TimeSpan.FromSeconds(3)));
        cluster.BringUp();
        Check(log, isExactlyOnce: false, process);
    }

    [Fact]
    public void A_rule_that_sees_several_symbols_together_is_refused_over_several_partitions_unless_they_are_by_its_key()
    {
        static LiveTaskOptions Across(LiveTaskOptions options) => options with { Rules = [new AcrossSymbols()] };
        var refusal = Assert.Throws<RuleException>(() => new LiveProcess(Client, "ticks", "found", "cep", state.FullName, Across)).Message;
        Assert.StartsWith("the rules across-symbols see several symbols together (PartitionBy), and ticks has 3 Kafka partitions, of which a task reads one", refusal, StringComparison.Ordinal);
        using var allowed = new LiveProcess(Client, "ticks", "found", "cep", state.FullName, options => Across(options) with { PartitionedByRuleKeys = true });
        cluster.CreateTopic("single", 1);
        using var single = new LiveProcess(Client, "single", "found", "another", state.FullName, Across);
    }

    private LiveProcess Process() => new(Client, "ticks", "found", "cep", state.FullName);

    private void Check(TickLog log, bool isExactlyOnce, params LiveProcess[] processes)
    {
        var expected = log.Expected();
        Assert.NotEmpty(expected);
        using var output = new OutputTopic(Plain, "found");
        output.ReadUntil(expected.Count, TimeSpan.FromSeconds(30));
        output.ReadRest();
        var notes = string.Join('\n', processes.SelectMany(process => process.Notes).TakeLast(300));
        Assert.Empty(processes.SelectMany(process => process.Faults));
        Assert.True(expected.Count == output.ById.Count, $"{output.ById.Count} of {expected.Count} derived events came.\n{notes}");
        Assert.Empty(output.Contradicted);
        Assert.All(expected, pair => Assert.Equal(pair.Value, output.ById[pair.Key]));

        // What a task aborted before it recovered is seen here, too.
        if (isExactlyOnce && processes.All(process => process.Recoveries.IsEmpty)) Assert.True(output.Doubled.Count == 0, $"{output.Doubled.Count} came twice.\n{notes}");
    }
}

/// <summary>Sizes of all symbols, by the first letter of their names.</summary>
[Rule("across-symbols")]
internal sealed class AcrossSymbols : Rule<Trade, double>
{
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .PartitionBy(static tick => Symbol.Of(tick.Symbol.Name[..1]))
        .Scan(0.0, static (sum, tick) => sum + tick.Size);
}
