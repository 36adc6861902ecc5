using System.Reactive.Linq;
using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>A run that starts with a snapshot goes on as if it had never been stopped.</summary>
public sealed class SnapshotTests
{
    private static readonly Gen<IReadOnlyList<Rule>> AnyRules = Gen.OneOf(
        Gen.Select(Gen.Int[0, KeyedQueries.All.Length - 1], Gen.Int[0, 9]).Select((i, after) =>
            StateMoveTests.WithProducers(KeyedQueries.All[i](after == 0 ? null : TimeSpan.FromSeconds(after)))),
        Gen.Int[0, DeterminismTests.Queries.Length - 1].Select(i => StateMoveTests.WithProducers(DeterminismTests.Queries[i]())).Where(MovableRun.CanMove),
        Gen.Int[0, AcrossSymbols.Length - 1].Select(i => (IReadOnlyList<Rule>)[new TestRule<Trade, double>(AcrossSymbols[i])]));

    /// <summary>What several symbols tell at one time, in an order that shows.</summary>
    private static Func<EventStream<Trade>, IObservable<double>>[] AcrossSymbols =>
    [
        t => t.Absent(TimeSpan.FromSeconds(2)).PartitionBy(_ => "all").Scan(0.0, (sum, silence) => sum / 2 + silence.Last.Price),
        t => t.Session(TimeSpan.FromSeconds(2)).Sum(x => x.Price).PartitionBy(_ => "all").Scan(0.0, (sum, window) => sum / 2 + window.Value),
        t => t.Tumbling(TimeSpan.FromSeconds(3)).Sum(x => x.Price).PartitionBy(_ => "all").Scan(0.0, (sum, window) => sum / 2 + window.Value),
        t => t.Timeout(TimeSpan.FromSeconds(2), x => x.Price > 3, (x, y) => x.Price == y.Price).PartitionBy(_ => "all").Scan(0.0, (sum, _) => sum / 2 + 1),
        t => t.Sliding(TimeSpan.FromSeconds(3)).Sum(x => x.Price).PartitionBy(_ => "all").Scan(0.0, (sum, window) => sum / 2 + window.Value),
    ];

    /// <summary>Events of two feeds, out of order by up to some seconds, some malformed.</summary>
    private static readonly Gen<IEvent?[][]> Feeds = Gen.Select(DeterminismTests.Stream, Gen.Int[0, 5], Gen.Int[0, 9].Array[60], Gen.Int[0, 19].Array[60], Gen.Bool).Select((events, jitter, delays, kinds, two) =>
    {
        var arrived = events.Select((e, i) => (Event: e, At: e.Time.Nanos + delays[i] * jitter * 150_000_000L, Kind: kinds[i])).OrderBy(x => x.At).ToArray();
        IEvent?[] Part(Func<int, bool> isMine) => [.. arrived.Where(x => isMine(x.Kind)).Select(x => x.Kind == 19 ? null : x.Event)];
        return two ? new[] { Part(kind => kind % 2 == 0), Part(kind => kind % 2 == 1) } : [Part(_ => true)];
    });

    private static readonly Gen<EngineOptions> Options = Gen.Select(Gen.Int[1, 30], Gen.Int[1, 4]).Select((batchSize, shards) =>
        new EngineOptions { BatchSize = batchSize, Shards = shards, ReadAhead = false });

    [Fact]
    public void A_run_goes_on_where_it_was_stopped() =>
        Gen.Select(Feeds, AnyRules, Gen.Int[0, 60].Array[2].Array[0, 3], Options.Array[4], Gen.Select(Gen.Int[0, 3], Gen.Int[-3, 8]), Gen.Bool, Gen.Enum<LatenessPolicy>()).Sample(
            (feeds, rules, cuts, options, times, tellsPlace, policy) =>
            {
                var timing = new FeedTiming
                {
                    DisorderBound = TimeSpan.FromSeconds(times.Item1),
                    AllowedLateness = TimeSpan.FromSeconds(Math.Max(0, times.Item2)),
                    Lateness = policy == LatenessPolicy.Throw ? LatenessPolicy.Drop : policy,
                };
                var rising = cuts.OrderBy(cut => cut[0]).Select((cut, i) => new[] { cut[0], cuts.Select(c => c[1]).Order().ElementAt(i) }).ToList();
                var whole = new CutRun(rules, feeds, tellsPlace).Run([], _ => options[0] with { Timing = timing });
                var cutRun = new CutRun(rules, feeds, tellsPlace).Run(rising, part => options[part] with { Timing = timing });
                Assert.Equal(whole.Text, cutRun.Text);
                return true;
            }, iter: 600);

    [Fact]
    public void A_damaged_snapshot_is_refused()
    {
        var bytes = Take().ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 1;
            Assert.Throws<SnapshotException>(() => Snapshot.FromBytes(damaged));
            Assert.Throws<SnapshotException>(() => Snapshot.FromBytes(bytes.AsMemory(0, i)));
        }
    }

    [Fact]
    public void A_rule_that_can_not_be_saved_is_named_unless_it_is_rebuilt()
    {
        var foreign = new TestRule<Trade, double>(t => t.Select(x => x.Price).Buffer(2).Select(pair => pair.Sum()));
        var snapshot = Take(foreign);
        var fault = Assert.Throws<SnapshotException>(() => Resume(foreign, snapshot));
        Assert.StartsWith("The snapshot has no state of rule 'test': its query goes through Rx's", fault.Message, StringComparison.Ordinal);
        // Nothing is left of A's first price, so its second stands alone as the input ends.
        Assert.Equal(["5"], Resume(foreign, snapshot, "test"));
    }

    [Theory]
    [InlineData(VersionChange.CarryOver, "3")]
    [InlineData(VersionChange.StartAnew, "2.5")]
    public void Another_version_says_what_becomes_of_the_state(VersionChange change, string expected) =>
        // B's average was derived before and waited for its time to pass. A's goes half the way to 5: from 1, or from 0.
        Assert.Equal(["1.5", expected], Resume(new SecondVersion(change), Take(new FirstVersion())));

    [Theory]
    [InlineData(VersionChange.Refuse, "The snapshot has version 1 of rule 'versioned', the run has version 2, and the rule doesn't say")]
    [InlineData(VersionChange.Rebuild, "Rule 'versioned' builds the state of its version 2 anew. Start from an older snapshot")]
    public void Another_version_is_not_loaded_silently(VersionChange change, string expected)
    {
        var fault = Assert.Throws<SnapshotException>(() => Resume(new SecondVersion(change), Take(new FirstVersion())));
        Assert.StartsWith(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_rule_begins_without_state_and_one_that_is_gone_is_passed_over() =>
        Assert.Equal(["2.5"], Resume(new TestRule<Trade, double>(t => t.Ema(3, x => x.Price)), Take(new FirstVersion())));

    [Fact]
    public void A_folder_keeps_the_newest_and_passes_over_damaged_ones()
    {
        var directory = Directory.CreateTempSubdirectory("cep-snapshots-");
        var folder = new SnapshotFolder(directory.FullName, kept: 2);
        foreach (var second in new[] { 1, 2, 3 }) folder.Write(Take(pauseAt: second));
        Assert.Equal(2, folder.Files.Count);
        File.WriteAllBytes(folder.Files[1], [1, 2, 3]);
        var damaged = new List<string>();
        Assert.Equal(At(2), folder.Newest(_ => true, (file, _) => damaged.Add(file))!.Time);
        Assert.Equal([folder.Files[1]], damaged);
        Assert.Null(folder.Newest(snapshot => snapshot.Time < At(2)));
        directory.Delete(recursive: true);
    }

    private static List<string> Resume(Rule rule, Snapshot snapshot, params string[] rebuilt)
    {
        var sink = new TextSink();
        new Engine([rule], new EngineOptions { Start = snapshot, Rebuilt = rebuilt.ToHashSet() })
            .Run([new PausingFeed("f", Ticks, int.MaxValue, (int)snapshot.Positions["f"], true)], new RunOutputs().Add(sink), TestContext.Current.CancellationToken);
        return [.. sink.Lines.Select(line => line.Split(' ')[^1])];
    }

    private static readonly IEvent[] Ticks = [Trade("A", 1, 2), Trade("B", 2, 3), Trade("A", 3, 5)];

    private static Snapshot Take(Rule? rule = null, int pauseAt = 2)
    {
        Snapshot? taken = null;
        using var stop = new CancellationTokenSource();
        var options = new EngineOptions
        {
            ReadAhead = false,
            OnQuiet = point =>
            {
                taken = point.TakeSnapshot();
                stop.Cancel();
            },
        };
        rule ??= new TestRule<Trade, double>(t => t.Ema(3, x => x.Price));
        new Engine([rule], options).Run([new PausingFeed("f", [.. Ticks, Trade("A", 4, 1)], pauseAt, 0, true)], new RunOutputs(), stop.Token);
        return taken!;
    }

    [Rule("versioned")]
    private sealed class FirstVersion : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> events) => events.Ema(3, x => x.Price);
    }

    [Rule("versioned", Version = 2)]
    private sealed class SecondVersion(VersionChange change) : Rule<Trade, double>
    {
        public override VersionChange FromVersion(int version) => change;

        public override IObservable<double> Query(EventStream<Trade> events) => events.Ema(3, x => x.Price);
    }
}
