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

        var results = Parity.Check(Folder, _ => ([new SilentRule()], new FeedTiming()), TestContext.Current.CancellationToken).ToList();
        Assert.All(results, result => Assert.Null(result.Difference));
        Assert.All(results, result => Assert.True(result.DerivedEvents > 0));
    }

    /// <summary>
    /// While all is silent the clock makes a heartbeat each 25 ms, and some of these events come within the moments in which the
    /// engine has made one and not told it yet. Whether they are late depends on which came first.
    /// </summary>
    [Fact]
    public void An_event_right_behind_a_heartbeat_is_as_late_in_the_replay()
    {
        var (random, symbol) = (new Random(28), Symbol.Of("LATE"));
        var idle = new EngineOptions { Timing = new FeedTiming { IdleAfter = TimeSpan.FromMilliseconds(100) } };
        using (var process = Process(options => Recorded(options) with { Rules = [new EachPrice()], Engine = idle }))
        using (var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig(Plain) { LingerMs = 0 }).SetLogHandler((_, _) => { }).Build())
        {
            var (encoder, batch, latest) = (new MessageEncoder(MessageFormat.Json), new EventBatch(), 1_700_000_000_000_000_000L);
            void Send(long time)
            {
                batch.Clear();
                batch.Add(new Trade(new EventTime(time), symbol, 10, 1), 0);
                producer.Produce(new TopicPartition("ticks", 0), new Message<Null, byte[]> { Value = encoder.Encode(batch) });
            }

            Until(process, () => process.Notes.Contains("0: running"));
            for (var i = 0; i < 60; i++)
            {
                var since = System.Diagnostics.Stopwatch.StartNew();
                Send(latest);
                var wait = TimeSpan.FromMilliseconds(random.Next(110, 200));
                SpinWait.SpinUntil(() => since.Elapsed >= wait);
                Send(latest + (since.Elapsed - TimeSpan.FromMilliseconds(100 + random.Next(25))).Ticks * 100);
                latest += since.Elapsed.Ticks * 100;
            }

            producer.Flush(TestContext.Current.CancellationToken);
            Until(process, () => process.Notes.Any(note => note.StartsWith("0: committed", StringComparison.Ordinal)));
        }

        var result = Parity.Check(Folder, _ => ([new EachPrice()], new FeedTiming()), TestContext.Current.CancellationToken).First();
        Assert.Null(result.Difference);

        // Some are late, some are not; how many hangs on when the cluster gave them.
        Assert.InRange(result.DerivedEvents, 2, 119);
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
        Assert.Equal([("minute-sums", 1), ("running-mean", 1)], result.RecordedRules.Select(rule => (rule.Name, rule.Version)));
    }

    [Fact]
    public void Damage_is_told_with_its_place()
    {
        var log = new TickLog(3_000, 2, seed: 25);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        RunToTheEnd(log, Recorded);
        DamagedAt("000001.arrows", 3_000, "000001.arrows' is damaged: the ");
        DamagedAt("derived.jsonl", 100, "derived.jsonl' is damaged: the ");
        DamagedAt("log", 20, "log', line 1: the line is damaged");
        DamagedAt("log", (int)new FileInfo(FileOf("log")).Length - 30, "the line is damaged");
        File.Delete(FileOf("derived.jsonl"));
        Assert.Contains("derived.jsonl' can't be read: ", Refusal(), StringComparison.Ordinal);
        Assert.Contains("holds no recording", Assert.Throws<RecordingException>(() => Parity.Check(folder["nothing"], _ => (TickLog.Rules, new FeedTiming()), TestContext.Current.CancellationToken).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_somebody_read_on_without_recording_another_recording_begins()
    {
        var log = new TickLog(3_000, 2, seed: 26);
        log.Write(Plain, "ticks", 0, 300);
        using (var process = Process(Recorded)) Until(process, () => ReadBoth(process, 300));
        log.Write(Plain, "ticks", 300, 600);
        using (var process = Process(null)) Until(process, () => ReadBoth(process, 600));
        log.Write(Plain, "ticks", 600, int.MaxValue);
        RunToTheEnd(log, Recorded);
        var results = Check(TickLog.Rules);
        Assert.All(results, result => Assert.Null(result.Difference));
        Assert.Equal([(0, 1), (0, 2), (1, 1), (1, 2)], results.Select(result => (result.Partition, result.Part)));
    }

    [Fact]
    public void Another_group_has_to_record_elsewhere()
    {
        var log = new TickLog(600, 2, seed: 27);
        log.Write(Plain, "ticks", 0, int.MaxValue);
        RunToTheEnd(log, Recorded);
        using var other = new LiveProcess(new ClientSettings { Bootstrap = cluster.Bootstrap }, "ticks", "found", "another", folder["other"], Recorded);
        Until(other, () => !other.Faults.IsEmpty);
        Assert.Contains("record the group another to a folder of its own", other.Faults.First().Message, StringComparison.Ordinal);
        Assert.All(Check(TickLog.Rules), result => Assert.Null(result.Difference));
    }

    private static bool ReadBoth(LiveProcess process, int events) =>
        Enumerable.Range(0, 2).All(partition => process.Notes.Any(note => note.StartsWith($"{partition}: committed {events} events", StringComparison.Ordinal)));

    private static void Until(LiveProcess process, Func<bool> isSo) =>
        Assert.True(SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(40)), $"It did not come to that.\n{string.Join('\n', process.Notes.TakeLast(60))}");

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private int Heartbeats(int partition) =>
        RecordingFiles.PartsOf(Folder, partition).Sum(files => RecordingLog.Lines(files).Count(line => line.Line.Heartbeat is not null));

    private string FileOf(string name) => Path.Combine(RecordingFiles.PartsOf(Folder, 0)[0].Folder, name);

    /// <summary>One bit is another; then it is as it was.</summary>
    private void DamagedAt(string name, int at, string expected)
    {
        Flip(FileOf(name), at);
        Assert.Contains(expected, Refusal(), StringComparison.Ordinal);
        Flip(FileOf(name), at);
    }

    private LiveTaskOptions Recorded(LiveTaskOptions options) => options with { RecordFolder = Folder };

    private LiveProcess Process(Func<LiveTaskOptions, LiveTaskOptions>? with) => new(new ClientSettings { Bootstrap = cluster.Bootstrap }, "ticks", "found", "cep", folder["state"], with);

    private void RunToTheEnd(TickLog log, Func<LiveTaskOptions, LiveTaskOptions> with)
    {
        using var process = Process(with);
        Until(process, () => log.Ticks.All(ticks => process.Notes.Any(note => note.Contains($"committed {ticks.Count} events", StringComparison.Ordinal))));
        Assert.Empty(process.Faults);
    }

    private List<ParityResult> Check(IReadOnlyList<Rule> rules) => [.. Parity.Check(Folder, _ => (rules, new FeedTiming()), TestContext.Current.CancellationToken)];

    private string Refusal() => Assert.Throws<RecordingException>(() => Check(TickLog.Rules)).Message;
}

/// <summary>A symbol in which nothing is traded for a fifth of a second.</summary>
[Rule("silent")]
internal sealed class SilentRule : Rule<Trade, double>
{
    public override IObservable<double> Query(EventStream<Trade> events) => events.Absent(TimeSpan.FromMilliseconds(200)).Select(static silence => silence.Last.Price);
}

/// <summary>The price of each trade.</summary>
[Rule("each-price")]
internal sealed class EachPrice : Rule<Trade, double>
{
    public override IObservable<double> Query(EventStream<Trade> events) => events.Select(static trade => trade.Price);
}
