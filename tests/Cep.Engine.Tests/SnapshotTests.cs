using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>A run that starts with a snapshot goes on as if it had never been stopped.</summary>
public sealed class SnapshotTests
{
    private static readonly Gen<IReadOnlyList<Rule>> AnyRules = Gen.OneOf(
        Gen.Select(Gen.Int[0, KeyedQueries.All.Length - 1], Gen.Int[0, 9]).Select((i, after) =>
            StateMoveTests.WithProducers(KeyedQueries.All[i](after == 0 ? null : TimeSpan.FromSeconds(after)))),
        Gen.Int[0, DeterminismTests.Queries.Length - 1].Select(i => StateMoveTests.WithProducers(DeterminismTests.Queries[i]())).Where(MovableRun.CanMove));

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
        Gen.Select(Feeds, AnyRules, Gen.Int[0, 60].Array[2].Array[0, 3], Options.Array[4], Gen.Int[0, 3], Gen.Bool, Gen.Enum<LatenessPolicy>()).Sample(
            (feeds, rules, cuts, options, bound, tellsPlace, policy) =>
            {
                var timing = new FeedTiming
                {
                    DisorderBound = TimeSpan.FromSeconds(bound),
                    Lateness = policy == LatenessPolicy.Throw ? LatenessPolicy.Drop : policy,
                };
                var rising = cuts.OrderBy(cut => cut[0]).Select((cut, i) => new[] { cut[0], cuts.Select(c => c[1]).Order().ElementAt(i) }).ToList();
                var whole = new CutRun(rules, feeds, tellsPlace).Run([], _ => options[0] with { Timing = timing });
                var cutRun = new CutRun(rules, feeds, tellsPlace).Run(rising, part => options[part] with { Timing = timing });
                Assert.Equal(whole.Text, cutRun.Text);
                return true;
            }, iter: 2_000);

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
    public void A_snapshot_of_other_rules_is_refused_by_name()
    {
        var other = new DeterminismTests.Closes();
        var fault = Assert.Throws<SnapshotException>(() => new Engine([other], new EngineOptions { Start = Take() }).Run([], new RunOutputs(), TestContext.Current.CancellationToken));
        Assert.Equal($"The snapshot has rule 'test' where the run has '{other.Name}'. Start from the log, or with the rules of the snapshot.", fault.Message);
    }

    [Fact]
    public void A_rule_that_can_not_be_saved_is_named()
    {
        var fault = Assert.Throws<SnapshotException>(() => Take(new DeterminismTests.Foreign()));
        Assert.Contains("can't be saved: its query goes through Rx's", fault.Message, StringComparison.Ordinal);
    }

    private static Snapshot Take(Rule? rule = null)
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
        new Engine([rule], options).Run([new PausingFeed("f", [Trade("A", 1, 2), Trade("B", 2, 3), Trade("A", 3, 5)], 2, 0, true)], new RunOutputs(), stop.Token);
        return taken!;
    }
}
