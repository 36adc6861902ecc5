using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class DisorderTests
{
    [Fact]
    public void Events_out_of_order_within_the_bound_give_what_the_ordered_ones_give() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 3], Gen.Int[0, 60], Gen.Bool, Gen.Int[0, 5000]).Array[0, 80], Gen.Int[1, 90], Gen.Int[1, 3], Gen.Bool)
        .Sample((raw, batchSize, shards, readAhead) =>
        {
            // Each event arrives up to 5 s after it happened; events of the same time keep their order.
            var events = raw.Select((x, i) => (Event: x.Item3 ? (IEvent)Trade($"S{x.Item1}", x.Item2, i) : Quote($"S{x.Item1}", x.Item2, i, i + 1), Delay: x.Item4))
                .OrderBy(x => x.Event.Time).ToArray();
            var arrivals = events.Select(x => x.Event.Time.Nanos + x.Delay * 1_000_000L).ToArray();
            for (var i = 1; i < events.Length; i++)
            {
                if (events[i].Event.Time == events[i - 1].Event.Time) arrivals[i] = Math.Max(arrivals[i], arrivals[i - 1]);
            }

            var shuffled = events.Select((x, i) => (x.Event, Arrival: arrivals[i])).OrderBy(x => x.Arrival).Select(x => x.Event).ToArray();
            var bound = new EngineOptions { BatchSize = batchSize, Shards = shards, ReadAhead = readAhead, Timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(5) } };
            var ordered = RunResult.Of(Rules(), new EngineOptions(), new ListFeed("f", [.. events.Select(x => x.Event)]));
            var disordered = RunResult.Of(Rules(), bound, new ListFeed("f", shuffled));
            Assert.Equal(0, disordered.Summary.LateEvents);
            Assert.Equal(ordered.Text, disordered.Text);
            return true;
        }, iter: 400);

    [Fact]
    public void An_event_exactly_as_late_as_the_bound_is_not_late()
    {
        var result = Run(LatenessPolicy.Drop, Trade("S", 5, 1), Trade("S", 0, 2), Trade("S", 6, 3), Trade("S", 0.999999999, 4));
        Assert.Equal("2 1 3", Prices(result));
        Assert.Equal([new LateEvent("f", 3, At(0.999999999), At(6), Trade("S", 0.999999999, 4))], result.Late);
    }

    [Fact]
    public void Adjust_moves_a_late_event_to_the_earliest_time_still_possible()
    {
        var result = Run(LatenessPolicy.Adjust, Trade("S", 10, 1), Trade("S", 2, 2), Trade("S", 10, 3));
        Assert.Equal("2 1 3", Prices(result));
        Assert.StartsWith(At(5).ToString(), result.Lines[0], StringComparison.Ordinal);
        Assert.Equal(1, result.Summary.LateEvents);
        Assert.Equal(3, result.Summary.Events);
    }

    [Fact]
    public void Throw_ends_the_run_naming_the_place()
    {
        var fault = Assert.Throws<FeedException>(() => Run(LatenessPolicy.Throw, Trade("S", 10, 1), Trade("S", 2, 2)));
        Assert.Equal(
            "f, position 1: the event of 2013-10-07T13:30:02.000000000Z is late, 8s behind 2013-10-07T13:30:10.000000000Z. "
            + "Raise the disorder bound, or choose a lateness policy that goes on.",
            fault.Message);
    }

    [Fact]
    public void What_is_late_does_not_depend_on_batches() =>
        Gen.Select(Gen.Int[0, 40].Array[0, 60], Gen.Int[1, 70], Gen.Int[0, 10], Gen.Bool).Sample((seconds, batchSize, bound, adjust) =>
        {
            var timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(bound), Lateness = adjust ? LatenessPolicy.Adjust : LatenessPolicy.Drop };
            var events = seconds.Select((s, i) => (IEvent)Trade($"S{i % 3}", s, i)).ToArray();
            var reached = -1;
            var late = seconds.Count(s => { var isLate = s < reached - bound; if (!isLate) reached = Math.Max(reached, s); return isLate; });
            var whole = RunResult.Of(Rules(), new EngineOptions { Timing = timing }, new ListFeed("f", events));
            var cut = RunResult.Of(Rules(), new EngineOptions { Timing = timing, BatchSize = batchSize }, new ListFeed("f", events));
            Assert.Equal(late, whole.Summary.LateEvents);
            Assert.Equal(whole.Text, cut.Text);
            return true;
        }, iter: 400);

    private static Rule[] Rules() => [new DeterminismTests.Prints(), new DeterminismTests.Closes(), new DeterminismTests.ForeignMerge(), new DeterminismTests.Spread()];

    private static RunResult Run(LatenessPolicy policy, params IReadOnlyList<IEvent> events) => RunResult.Of(
        [new TestRule<Trade, double>(trades => trades.Select(t => t.Price))],
        new EngineOptions { Timing = new FeedTiming { DisorderBound = TimeSpan.FromSeconds(5), Lateness = policy } },
        new ListFeed("f", events));

    private static string Prices(RunResult result) => string.Join(' ', result.Lines.Select(line => line[(line.LastIndexOf(']') + 2)..]));
}
