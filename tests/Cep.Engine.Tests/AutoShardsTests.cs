using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>As many shards as pay: a clock that the test sets says what the rules cost.</summary>
public sealed class AutoShardsTests
{
    private const int Events = 140_000;
    private static readonly IEvent[] Ticks = [.. Enumerable.Range(0, Events).Select(i => (IEvent)Trade($"S{i % 101}", i, i % 17))];

    [Theory]
    [InlineData(5, 0.05, 4, 1)]
    [InlineData(6, 0.05, 4, 1)]
    [InlineData(50, 0.05, 4, 4)]
    [InlineData(200, 0.05, 8, 8)]
    [InlineData(200, 0.05, 1, 1)]
    [InlineData(200, 0.5, 8, 2)]
    [InlineData(200, 1, 8, 1)]
    public void Shards_are_chosen_by_what_rules_cost_and_how_keys_share_the_events(double nanos, double busiestShare, int cores, int expected) =>
        Assert.Equal(expected, ShardChoice.Of(nanos, busiestShare, cores));

    [Fact]
    public void A_cheap_rule_stays_on_one_shard() => Assert.Equal(1, Run(EngineOptions.Auto, stepNanos: 0).Summary.Shards);

    [Fact]
    public void A_dear_rule_gets_several_shards_and_derives_the_same()
    {
        if (Environment.ProcessorCount == 1) Assert.Skip("One core is never worth several shards.");
        var one = Run(1, stepNanos: 0);
        var several = Run(EngineOptions.Auto, stepNanos: 200_000L * Events);
        Assert.True(several.Summary.Shards > 1);
        Assert.Equal(one.Text, several.Text);
        Assert.Equal(one.Summary.DerivedEvents, several.Summary.DerivedEvents);
        Assert.Equal(one.Summary.DeadLetters, several.Summary.DeadLetters);
    }

    [Fact]
    public void Short_input_is_not_measured()
    {
        var options = new EngineOptions { Shards = EngineOptions.Auto, Clock = new StepClock(long.MaxValue / 8) };
        Assert.Equal(1, RunResult.Of([Rule()], options, new ListFeed("f", Ticks[..60_000])).Summary.Shards);
    }

    /// <summary>Sums over windows and a fault now and then, so that state and dead letters cross the change of shards.</summary>
    private static TestRule<Trade, double> Rule() => new(trades => trades
        .Select(t => t.Price == 16 && t.Time.Nanos % 5 == 0 ? throw new InvalidOperationException("sixteen") : t.Price)
        .Tumbling(TimeSpan.FromSeconds(300)).Sum(p => p).Select(w => w.Value));

    private static RunResult Run(int shards, long stepNanos) =>
        RunResult.Of([Rule()], new EngineOptions { Shards = shards, Clock = new StepClock(stepNanos) }, new ListFeed("f", Ticks));

    /// <summary>A clock that moves on by as much at each look.</summary>
    private sealed class StepClock(long nanos) : TimeProvider
    {
        private long time;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => time += nanos;
    }
}
