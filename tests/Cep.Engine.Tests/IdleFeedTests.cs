using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>Live feeds that have nothing: who is waited for, how time goes on, and what a replay makes of it.</summary>
public sealed class IdleFeedTests
{
    private static readonly EngineOptions TwoSeconds = new() { ReadAhead = false, Timing = new FeedTiming { IdleAfter = TimeSpan.FromSeconds(2) } };

    [Fact]
    public void A_feed_that_stops_for_an_hour_delays_the_others_by_no_more_than_its_idle_time()
    {
        var clock = new VirtualClock();
        var going = new LiveFeed("going", clock, 3600, [.. Enumerable.Range(0, 1800).Select(i => (2.0 * i, (IEvent)Trade("G", 2 * i, i + 3)))]);
        // It comes back with an event that is half an hour old and one of now.
        var stopping = new LiveFeed("halted", clock, 3600, (0.0, Trade("H", 0, 5)), (3590.0, Trade("H", 1800, 6)), (3590.0, Trade("H", 3590, 7)));
        var run = LiveRun.Of([new DeterminismTests.Prints()], TwoSeconds, clock, going, stopping);
        Assert.Equal(1802, run.Derived.Count);
        // Told with the next event 2 s later, or 2 s of idle time later when that one is late itself; the readers wait 0.1 s each.
        Assert.All(run.Derived, derived => Assert.InRange((derived.Told - (derived.Time - Start)).TotalSeconds, 0, 4.3));
        Assert.Equal([new LateEvent("halted", 1, At(1800), run.Late[0].Reached, Trade("H", 1800, 6))], run.Late);
        Assert.InRange((run.Late[0].Reached - Start).TotalSeconds, 3586, 3590);
    }

    [Fact]
    public void Without_an_idle_time_the_others_wait()
    {
        var clock = new VirtualClock();
        var going = new LiveFeed("going", clock, 10, (0.0, Trade("G", 0, 5)), (1.0, Trade("G", 1, 6)));
        var silent = new LiveFeed("silent", clock, 100);
        var run = LiveRun.Of([new DeterminismTests.Prints()], new EngineOptions { ReadAhead = false }, clock, going, silent);
        Assert.Empty(run.Heartbeats);
        Assert.All(run.Derived, derived => Assert.InRange(derived.Told.TotalSeconds, 100, 101));
    }

    [Fact]
    public void An_absence_is_noticed_while_all_feeds_are_silent()
    {
        var clock = new VirtualClock();
        var feeds = new[] { new LiveFeed("a", clock, 60, (1.0, Trade("A", 0, 5))), new LiveFeed("b", clock, 60, (1.0, Trade("B", 0, 6))) };
        var run = LiveRun.Of([new Silences()], TwoSeconds, clock, feeds);
        // Due at 5 s of event time, which began with the clock at 1 s, and two seconds of silence have to pass first.
        Assert.Equal([At(5), At(5)], run.Derived.Select(derived => derived.Time));
        Assert.All(run.Derived, derived => Assert.InRange(derived.Told.TotalSeconds, 8, 9));
    }

    [Fact]
    public void Between_two_heartbeats_of_the_clock_the_run_is_quiet()
    {
        var clock = new VirtualClock();
        var quiet = 0;
        var run = LiveRun.Of([new Silences()], TwoSeconds with { OnQuiet = _ => quiet++ }, clock, new LiveFeed("a", clock, 102, (0.0, Trade("A", 0, 5))));

        // Idle from 2 s on; four heartbeats in each idle time, of which the reader's own waiting of 0.1 s may delay each.
        Assert.InRange(run.Heartbeats.Count, 150, 200);
        Assert.InRange(quiet, 350, 1020);
    }

    [Fact]
    public void A_heartbeat_of_the_clock_is_made_before_more_is_read()
    {
        var clock = new VirtualClock();
        // The reader waits 0.1 s, and heartbeats come each half second: some events come right behind one.
        var arrivals = Enumerable.Range(0, 40).Select(i => (4.13 * i, (IEvent)Trade("A", 4 * i, i + 3))).ToArray();
        var feed = new ReadFeed(new LiveFeed("a", clock, 180, arrivals));
        List<(Heartbeat Made, long Read)> made = [];
        var told = new List<long>();
        var outputs = new RunOutputs { OnHeartbeat = _ => told.Add(feed.Events) };
        new Engine([new Silences()], TwoSeconds with { Clock = clock, OnHeartbeatMade = heartbeat => made.Add((heartbeat, feed.Events)) })
            .Run([feed], outputs, TestContext.Current.CancellationToken);
        Assert.NotEmpty(made);
        Assert.All(made, heartbeat => Assert.Equal(heartbeat.Read, heartbeat.Made.AfterEvents));

        // When it is told, more may have been read: that is no place for it.
        Assert.NotEqual(made.Select(heartbeat => heartbeat.Read), told);
    }

    [Fact]
    public void Heartbeats_take_no_sequence_number_and_are_no_events()
    {
        var clock = new VirtualClock();
        var feed = new LiveFeed("a", clock, 40, (0.0, Trade("A", 0, 5)), (20.0, Trade("A", 20, 6)));
        var run = LiveRun.Of([new DeterminismTests.Prints()], TwoSeconds, clock, feed);
        Assert.NotEmpty(run.Heartbeats);
        Assert.Equal(2, run.Summary.Events);
        Assert.Contains("\"causes\":{\"first\":1,\"last\":1,\"count\":1}", run.Derived[1].Line, StringComparison.Ordinal);
        Assert.Equal(run.Heartbeats.OrderBy(heartbeat => heartbeat.Time), run.Heartbeats);
    }

    [Fact]
    public void An_idle_feed_is_waited_for_again_when_it_comes_back()
    {
        var clock = new VirtualClock();
        var going = new LiveFeed("going", clock, 60, [.. Enumerable.Range(0, 60).Select(i => (1.0 * i, (IEvent)Trade("G", i, i + 3)))]);
        var back = new LiveFeed("pausing", clock, 60, [(0.0, Trade("P", 0, 5)), .. Enumerable.Range(30, 30).Select(i => (1.0 * i, (IEvent)Trade("P", i, i + 3)))]);
        var run = LiveRun.Of([new DeterminismTests.Prints()], TwoSeconds, clock, going, back);
        Assert.Empty(run.Late);
        Assert.Equal(91, run.Derived.Count);
        Assert.DoesNotContain(run.Heartbeats, heartbeat => heartbeat.Time > At(31) && heartbeat.Time < At(59));
    }

    [Fact]
    public void Who_holds_the_watermark_is_told_with_each_round()
    {
        var clock = new VirtualClock();
        var going = new LiveFeed("going", clock, 10, (0.0, Trade("G", 0, 5)), (1.0, Trade("G", 1, 6)));
        var silent = new LiveFeed("silent", clock, 100, (0.0, Trade("S", 0.5, 6)));
        var run = LiveRun.Of([new DeterminismTests.Prints()], new EngineOptions { ReadAhead = false }, clock, going, silent);
        Assert.Equal("silent", run.Rounds.Last(round => round.HeldBy is not null).HeldBy);
        Assert.Equal(["going", "silent"], run.Summary.Feeds.Select(feed => feed.Name));
        Assert.All(run.Summary.Feeds, feed => Assert.Equal(FeedState.Ended, feed.State));
        Assert.Equal([2L, 1L], run.Summary.Feeds.Select(feed => feed.Events));
        Assert.Equal([At(1), At(0.5)], run.Summary.Feeds.Select(feed => feed.Watermark));
        Assert.Null(run.Summary.HeldBy);
    }

    [Fact]
    public void A_live_run_recorded_with_its_heartbeats_replays_to_the_same_bytes()
    {
        var (heartbeats, late) = (0, 0);
        Gen.Select(
            Gen.Select(Gen.Int[0, 2], Gen.Frequency((6, Gen.Double[0, 2]), (1, Gen.Double[3, 12])), Gen.Frequency((3, Gen.Double[0, 0.5]), (1, Gen.Double[0, 4])), Gen.Int[1, 6]).Array[0, 30].Array[1, 3],
            Gen.Int[0, 2], Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 6])), Gen.Double[0.5, 3], Gen.Bool, Gen.Bool)
        .Sample((raw, bound, allowed, idle, adjust, readAhead) =>
        {
            var clock = new VirtualClock();
            var feeds = raw.Select((rows, i) => Feed($"feed-{i}", clock, rows)).ToArray();
            var timing = new FeedTiming
            {
                DisorderBound = TimeSpan.FromSeconds(bound), AllowedLateness = TimeSpan.FromSeconds(allowed), IdleAfter = TimeSpan.FromSeconds(idle),
                Lateness = adjust ? LatenessPolicy.Adjust : LatenessPolicy.Drop,
            };
            var live = LiveRun.Of(Rules(), new EngineOptions { Timing = timing, ReadAhead = readAhead, BatchSize = 7 }, clock, feeds);
            foreach (var (batchSize, shards) in new[] { (1024, 1), (1, 2), (3, 1), (5, 3) })
            {
                var recorded = feeds.Select(feed => feed.Recorded(live.Heartbeats)).ToArray();
                var replay = LiveRun.Of(Rules(), new EngineOptions { Timing = timing, BatchSize = batchSize, Shards = shards }, new VirtualClock(), recorded);
                Assert.Equal(live.Text, replay.Text);
                Assert.Equal(live.HeartbeatText, replay.HeartbeatText);
            }

            Interlocked.Add(ref heartbeats, live.Heartbeats.Count);
            Interlocked.Add(ref late, live.Late.Count);
            return true;
        }, iter: 150);
        Assert.True(heartbeats > 1000 && late > 100, $"{heartbeats} heartbeats and {late} late events are too few to show anything.");
    }

    [Fact]
    public void A_recorded_run_over_a_range_of_time_derives_the_same() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 1], Gen.Frequency((3, Gen.Double[0, 2]), (1, Gen.Double[3, 12])), Gen.Double[0, 1], Gen.Int[1, 6]).Array[0, 20].Array[1, 3],
            Gen.Int[0, 20], Gen.Int[1, 40], Gen.Int[0, 1])
        .Sample((raw, from, length, bound) =>
        {
            var clock = new VirtualClock();
            var feeds = raw.Select((rows, i) => Feed($"feed-{i}", clock, rows)).ToArray();
            var timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(bound), IdleAfter = TimeSpan.FromSeconds(1) };
            var options = new EngineOptions { Timing = timing, From = At(from), To = At(from + length), ReadAhead = false };
            var live = LiveRun.Of(Rules(), options, clock, feeds);
            var replay = LiveRun.Of(Rules(), options with { BatchSize = 3, Shards = 2 }, new VirtualClock(), [.. feeds.Select(feed => feed.Recorded(live.Heartbeats))]);
            Assert.Equal(live.Derived.Select(derived => derived.Line), replay.Derived.Select(derived => derived.Line));
            return true;
        }, iter: 150);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_waits_for_a_silent_feed_can_be_stopped(bool readAhead)
    {
        var clock = new VirtualClock();
        using var stop = new CancellationTokenSource();
        var feed = new LiveFeed("a", clock, double.PositiveInfinity, (0.0, Trade("A", 0, 5)));
        var options = new EngineOptions { ReadAhead = readAhead, Clock = clock, OnRound = _ => clock.At(TimeSpan.FromSeconds(30), stop.Cancel) };
        var summary = new Engine([new DeterminismTests.Prints()], options).Run([feed], new RunOutputs(), stop.Token);
        Assert.True(summary.Interrupted);
        Assert.Equal("a", summary.HeldBy);
        Assert.Equal(FeedState.Active, Assert.Single(summary.Feeds).State);
    }

    /// <summary>Rows of symbol, seconds since the row before, delay of the arrival and price.</summary>
    private static LiveFeed Feed(string name, VirtualClock clock, (int Symbol, double Gap, double Delay, int Price)[] rows)
    {
        var seconds = 0.0;
        var arrivals = new List<(double At, IEvent Event)>();
        foreach (var row in rows)
        {
            seconds += row.Gap;
            arrivals.Add((seconds + row.Delay, Trade($"S{row.Symbol}", Math.Round(seconds, 1), row.Price)));
        }

        return new LiveFeed(name, clock, seconds + 5, [.. arrivals.OrderBy(arrival => arrival.At)]);
    }

    private static Rule[] Rules() =>
        [new DeterminismTests.Prints(), new DeterminismTests.Closes(), new DeterminismTests.ClosesOfCloses(), new DeterminismTests.Foreign(), new Silences(), new Samples()];

    [Rule("silences")]
    private sealed class Silences : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Absent(TimeSpan.FromSeconds(5)).Select(x => x.Last.Price);
    }

    [Rule("samples")]
    private sealed class Samples : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Every(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)).Select(t => t.Price);
    }
}
