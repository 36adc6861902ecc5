namespace Cep.Tests;

/// <summary>What joins keep is given back as time passes, whether or not its key has further events.</summary>
public sealed class JoinRetentionTests
{
    [Fact]
    public void Rows_of_all_keys_leave_as_time_passes_them()
    {
        var rows = new KeyedRows<string>(PlanOfKeys(2));
        for (var time = 0; time < 1_000; time++) rows.Add(Row(time % 2, time), 0);

        rows.DropBefore(1_000, 100);
        Assert.Equal(100, rows.End - rows.First);
        Assert.Equal(900, rows[rows.FirstOf(0)].Time);
        Assert.Equal(902, rows[rows[rows.FirstOf(0)].Next].Time);

        rows.DropBefore(2_000, 100);
        Assert.True(rows.IsEmpty);
        Assert.Equal(KeyedRows<string>.None, rows.FirstOf(1));
    }

    [Fact]
    public void The_latest_row_of_a_quiet_key_is_given_back_when_it_is_too_old()
    {
        var latest = new LatestRows<string>(PlanOfKeys(2), 100);
        latest.Reserve();
        latest.TakeUntil(Row(0, 0), 0, 0);
        latest.TakeUntil(Row(1, 50), 0, 50);

        latest.Release(100);

        Assert.Null(latest.Of(0).Value);
        Assert.Equal("row", latest.Of(1).Value);
        Assert.True(latest.IsKnown(1, 150));
        Assert.False(latest.IsKnown(1, 151));
    }

    private static KeyedBatch<string> Row(int key, long time) => new(new[] { key }, new[] { time }, new[] { time }, default, new[] { "row" });

    private static RulePlan PlanOfKeys(int keys)
    {
        for (var i = 0; i < keys; i++) Symbol.Of($"retention-{i}");
        var shard = new ShardPlan([], 0, 1);
        shard.Process(new EventBatch(), long.MinValue, long.MinValue);
        return new RulePlan<string>(new TestRule<Trade, string>(trades => trades.Select(_ => "")), shard, (in string _) => []);
    }
}
