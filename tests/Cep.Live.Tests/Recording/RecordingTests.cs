using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>What a live run records derives the same once more, and what does not is shown.</summary>
public sealed class RecordingTests : IDisposable
{
    private readonly EmbeddedCluster cluster = new();
    private readonly TempFolder folder = new();

    public RecordingTests()
    {
        cluster.CreateTopic("ticks", 2);
        cluster.CreateTopic("found", 1);
    }

    private string Folder => folder["recording"];

    private ClientConfig Plain => new() { BootstrapServers = cluster.Bootstrap };

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_run_that_was_stopped_and_killed_has_the_parity_of_all_that_it_derived()
    {
        var log = new TickLog(6_000, 2, seed: 21);
        for (var part = 0; part < 4; part++)
        {
            log.Write(Plain, "ticks", part * 400, (part + 1) * 400);
            var process = Process(Recorded);
            Until(process, () => process.Notes.Any(note => note.Contains("committed", StringComparison.Ordinal)));
            if (part % 2 == 0) process.Kill();
            else process.Dispose();
        }

        log.Write(Plain, "ticks", 1_600, int.MaxValue);
        RunToTheEnd(log, Recorded);
        var results = Check(TickLog.Rules);
        Assert.All(results, result => Assert.Null(result.Difference));
        Assert.Equal(log.Expected().Count, results.Sum(result => result.DerivedEvents));
        Assert.Equal(6_000, results.Sum(result => result.Events));
    }

    [Fact]
    public void A_recording_that_begins_in_the_middle_begins_with_the_state_of_that_moment()
    {
        var log = new TickLog(6_000, 2, seed: 22);
        log.Write(Plain, "ticks", 0, 1_500);
        using (var process = Process(null)) Until(process, () => process.Notes.Any(note => note.Contains("1500 events", StringComparison.Ordinal)));
        log.Write(Plain, "ticks", 1_500, int.MaxValue);
        RunToTheEnd(log, Recorded);
        var results = Check(TickLog.Rules);
        Assert.All(results, result => Assert.Null(result.Difference));
        Assert.All(results, result => Assert.True(result.DerivedEvents > 0));
        Assert.True(results.Sum(result => result.DerivedEvents) < log.Expected().Count);
    }

    [Fact]
    public void What_the_clock_made_happen_happens_again()
    {
        var log = new TickLog(400, 2, seed: 23);
        LiveTaskOptions Silent(LiveTaskOptions options) => Recorded(options) with
        {
            Rules = [new SilentRule()],
            Engine = new EngineOptions { Timing = new FeedTiming { IdleAfter = TimeSpan.FromMilliseconds(300) } },
        };

        // The second silence comes after other events.
        foreach (var (from, to) in ((int, int)[])[(0, 100), (100, int.MaxValue)])
        {
            var heard = Enumerable.Range(0, 2).Select(Heartbeats).ToList();
            log.Write(Plain, "ticks", from, to);
            using var process = Process(Silent);
            Until(process, () => Heartbeats(0) > heard[0] && Heartbeats(1) > heard[1]);
        }

        var results = Parity.Check(Folder, [new SilentRule()], new EngineOptions { Timing = new FeedTiming { IdleAfter = TimeSpan.FromMilliseconds(300) } }, TestContext.Current.CancellationToken).ToList();
        Assert.All(results, result => Assert.Null(result.Difference));
        Assert.All(results, result => Assert.True(result.DerivedEvents > 0));
    }

    [Fact]
    public void Another_rule_shows_the_first_difference()
    {
        var log = new TickLog(3_000, 2, seed: 24);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        RunToTheEnd(log, Recorded);
        var result = Check([new RunningMean()])[0];
        Assert.NotNull(result.Difference);
        Assert.Contains("\"rule\":\"minute-sums\"", result.Difference.Live, StringComparison.Ordinal);
        Assert.Equal(["running-mean v1", "minute-sums v1"], result.RecordedRules);
    }

    [Fact]
    public void Damage_is_told_with_its_place()
    {
        var log = new TickLog(3_000, 2, seed: 25);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        RunToTheEnd(log, Recorded);
        Flip(Path.Combine(Folder, "partition-0", "000001.arrows"), 3_000);
        Assert.Contains("000001.arrows' is damaged: the ", Refusal(), StringComparison.Ordinal);
        Flip(Path.Combine(Folder, "partition-0", "000001.arrows"), 3_000);
        Flip(Path.Combine(Folder, "partition-0", "log"), 20);
        Assert.Contains("log', line 1: the line is damaged", Refusal(), StringComparison.Ordinal);
        Assert.Contains("holds no recording", Assert.Throws<RecordingException>(() => Parity.Check(folder["nothing"], TickLog.Rules, new EngineOptions(), TestContext.Current.CancellationToken).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_with_a_gap_is_not_gone_on_with()
    {
        var log = new TickLog(3_000, 2, seed: 26);
        log.Write(Plain, "ticks", 0, 300);
        using (var process = Process(Recorded)) Until(process, () => process.Notes.Any(note => note.Contains("300 events", StringComparison.Ordinal)));
        log.Write(Plain, "ticks", 300, 600);
        using (var process = Process(null)) Until(process, () => process.Notes.Any(note => note.Contains("600 events", StringComparison.Ordinal)));
        using var refused = Process(Recorded);
        Until(refused, () => !refused.Faults.IsEmpty);
        var message = Assert.IsType<RecordingException>(refused.Faults.First()).Message;
        Assert.Contains("somebody read on without recording there. Record to another folder", message, StringComparison.Ordinal);

        // Nor is the recording of one group overwritten by another.
        var before = File.ReadAllBytes(Path.Combine(Folder, "partition-0", "log"));
        using var other = new LiveProcess(new ClientSettings { Bootstrap = cluster.Bootstrap }, "ticks", "found", "another", folder["other"], Recorded);
        Until(other, () => !other.Faults.IsEmpty);
        Assert.Contains("the group another has committed nothing of ticks [", other.Faults.First().Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Folder, "partition-0", "log")));
    }

    private static void Until(LiveProcess process, Func<bool> isSo) =>
        Assert.True(SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(40)), $"It did not come to that.\n{string.Join('\n', process.Notes.TakeLast(60))}");

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private int Heartbeats(int partition) => RecordingLog.Lines(new RecordingFiles(Folder, partition)).Count(line => line.Line.Heartbeat is not null);

    private LiveTaskOptions Recorded(LiveTaskOptions options) => options with { RecordFolder = Folder };

    private LiveProcess Process(Func<LiveTaskOptions, LiveTaskOptions>? with) => new(new ClientSettings { Bootstrap = cluster.Bootstrap }, "ticks", "found", "cep", folder["state"], with);

    private void RunToTheEnd(TickLog log, Func<LiveTaskOptions, LiveTaskOptions> with)
    {
        using var process = Process(with);
        Until(process, () => log.Ticks.All(ticks => process.Notes.Any(note => note.Contains($"committed {ticks.Count} events", StringComparison.Ordinal))));
        Assert.Empty(process.Faults);
    }

    private List<ParityResult> Check(IReadOnlyList<Rule> rules) => [.. Parity.Check(Folder, rules, new EngineOptions(), TestContext.Current.CancellationToken)];

    private string Refusal() => Assert.Throws<RecordingException>(() => Check(TickLog.Rules)).Message;
}

/// <summary>A symbol in which nothing is traded for a fifth of a second.</summary>
[Rule("silent")]
internal sealed class SilentRule : Rule<Trade, double>
{
    public override IObservable<double> Query(EventStream<Trade> events) => events.Absent(TimeSpan.FromMilliseconds(200)).Select(static silence => silence.Last.Price);
}
