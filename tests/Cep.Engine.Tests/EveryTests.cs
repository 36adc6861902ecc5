using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

public sealed class EveryTests
{
    [Fact]
    public void The_latest_event_is_sampled_at_each_multiple_until_the_key_is_quiet() =>
        Assert.Equal(
            ["1 A 2 [1,1,1]", "2 A 2 [1,1,1]", "3 A 2 [1,1,1]"],
            Run(Samples(3), [Trade("A", 0.2, 1), Trade("A", 0.9, 2), Trade("B", 9, 9)]));

    [Fact]
    public void An_event_at_a_multiple_belongs_to_the_next_sample() =>
        Assert.Equal(
            ["1 A 1 [0,0,1]", "2 A 2 [1,1,1]"],
            Run(Samples(1), [Trade("A", 0, 1), Trade("A", 1, 2), Trade("B", 9, 9)]));

    [Fact]
    public void No_sample_is_later_than_the_end_of_the_log() =>
        Assert.Equal(["1 A 1 [0,0,1]", "2 A 1 [0,0,1]"], Run(Samples(60), [Trade("A", 0, 1), Trade("B", 2, 2)]));

    //  1 at 0.2 │ 2 at 2.5 ends the samples │ 3 at 4.5 begins them anew
    [Fact]
    public void An_event_can_end_the_samples_and_the_next_begins_them_anew() =>
        Assert.Equal(
            ["1 A 1 [0,0,1]", "2 A 1 [0,0,1]", "5 A 3 [2,2,1]", "6 A 3 [2,2,1]"],
            Run(
                t => t.Every(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), unless: t => t.Price == 2).Select(t => t.Price),
                [Trade("A", 0.2, 1), Trade("A", 2.5, 2), Trade("A", 4.5, 3), Trade("B", 6, 2)]));

    [Fact]
    public void An_event_whose_end_condition_throws_is_left_out()
    {
        var result = Result(
            t => t.Every(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), x => x.Price == 2 ? throw new InvalidOperationException("two") : false).Select(t => t.Price),
            [Trade("A", 0.2, 1), Trade("A", 0.5, 2), Trade("B", 1, 3)]);
        Assert.Contains("two", Assert.Single(result.Letters).Message, StringComparison.Ordinal);
        Assert.Single(result.Lines);
    }

    /// <summary>The end closes windows of both keys beyond it; how they share a shard must not show.</summary>
    [Fact]
    public void Windows_that_the_end_closes_move_no_other_keys_time() =>
        IsTheSameHoweverRun(t => t.Tumbling(TimeSpan.FromSeconds(7)).Last(t => t.Price).Every(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9)).Select(w => w.Value));

    [Fact]
    public void Samples_agree_with_asking_at_each_multiple_for_the_latest_event() =>
        Gen.Select(Trades, Gen.Int[1, 9], Gen.Int[0, 20], Gen.Int[1, 50], Gen.Int[1, 4]).Sample((trades, period, extra, batchSize, shards) =>
        {
            var quiet = TimeSpan.FromSeconds(period + extra);
            var all = trades.Select((t, i) => (t, i)).ToArray();
            var expected =
                from second in Enumerable.Range(0, 200)
                let at = At(second)
                where at.Nanos / 1_000_000_000 % period == 0 && trades.Length > 0 && at <= trades[^1].Time
                from key in trades.Select(t => t.Symbol.Name).Distinct().Order(StringComparer.Ordinal)
                let held = all.Where(x => x.t.Symbol.Name == key && x.t.Time < at && x.t.Time >= at - quiet).ToArray()
                where held.Length > 0 && held[^1].t.Price != 6
                select Line(second, key, held[^1].t.Price, held[^1].i, held[^1].i, 1);
            Assert.Equal(
                expected,
                Run(t => t.Every(TimeSpan.FromSeconds(period), quiet, t => t.Price == 6).Select(t => t.Price), trades, new EngineOptions { BatchSize = batchSize, Shards = shards }));
            return true;
        }, iter: 500);

    private static Func<EventStream<Trade>, EventStream<double>> Samples(int quietSeconds) =>
        trades => trades.Every(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(quietSeconds)).Select(t => t.Price);
}
