using CsCheck;

namespace Cep.Tests;

public sealed class KeyTimersTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Timers_of_keys_fire_by_due_time_then_in_the_order_of_setting()
    {
        var timers = new KeyTimers();
        timers.Set(70, 3);
        timers.Set(5, 1);
        timers.Set(70, 4);
        timers.Set(-3, 9);
        timers.Set(long.MaxValue, 8);
        timers.Set(long.MinValue, 7);
        timers.Set(6, 2);
        Assert.Equal(["7", "9", "1"], Fire(timers, 5));
        timers.Set(70, 5);
        Assert.Equal(["2", "3", "4", "5"], Fire(timers, 1_000_000));
        Assert.Equal(["8"], Fire(timers, long.MaxValue));
        Assert.Equal(long.MaxValue, timers.Earliest);
    }

    [Fact]
    public void A_timer_set_for_a_time_that_has_fired_is_due_at_once()
    {
        var timers = new KeyTimers();
        timers.Set(100, 1);
        Assert.Equal(["1"], Fire(timers, 200));
        timers.Set(50, 2);
        Assert.True(timers.TryFire(200, out var timer));
        Assert.Equal((100, 2), (timer.DueTime, timer.Key));
    }

    [Fact]
    public void A_timer_fires_with_the_stamp_that_it_was_given_and_none_has_the_stamp_of_no_timer()
    {
        var timers = new KeyTimers();
        var (late, soon) = (timers.Set(20, 1), timers.Set(10, 1));
        Assert.NotEqual(late, soon);
        Assert.DoesNotContain(0, new[] { late, soon });
        timers.TryFire(30, out var first);
        timers.TryFire(30, out var second);
        Assert.Equal((soon, late), (first.Stamp, second.Stamp));
    }

    /// <summary>Bursts of up to 3,000 timers lie near, crowd there and are spread over levels; against a list that is sorted whenever something is due.</summary>
    [Fact]
    public void Any_mix_of_setting_and_firing_agrees_with_a_sorted_list()
    {
        var spans = Gen.OneOf(Gen.Long[0, 5], Gen.Long[0, 5000], Gen.Long[0, 1L << 40]);
        var counts = Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 600], Gen.Int[1, 3000]);
        Gen.Select(Gen.Int[0, 2], spans, counts, Gen.UInt).Array[0, 40].Sample(steps =>
        {
            var timers = new KeyTimers();
            var pending = new List<(long Due, int Key, int Stamp)>();
            var (now, key) = (-1000L, 0);
            foreach (var (kind, span, count, seed) in steps)
            {
                if (kind < 2)
                {
                    var random = new Random((int)seed);
                    for (var i = 0; i < count; i++, key++)
                    {
                        var due = now + 1 + random.NextInt64(span + 1);
                        pending.Add((due, key, timers.Set(due, key)));
                    }
                }
                else
                {
                    now += span;
                    var expected = pending.Where(t => t.Due <= now).OrderBy(t => t.Due).ThenBy(t => t.Key).ToList();
                    pending.RemoveAll(t => t.Due <= now);
                    var fired = new List<(long, int, int)>();
                    while (timers.TryFire(now, out var timer)) fired.Add((timer.DueTime, timer.Key, timer.Stamp));
                    Assert.Equal(expected, fired);
                }

                if (pending.Count == 0) Assert.Equal(long.MaxValue, timers.Earliest);
                else Assert.True(timers.Earliest <= pending.Min(t => t.Due));
            }

            return true;
        }, iter: 500);
    }

    /// <summary>As keys do whose timer is moved on when it comes due: in between are those that moved before.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void Timers_that_are_moved_on_as_they_come_due_agree_with_a_sorted_set(int keys)
    {
        var timers = new KeyTimers();
        var expected = new SortedSet<(long Due, int Order, int Key)>();
        var (random, order) = (new Random(keys), 0);
        for (var key = 0; key < keys; key++) Set(key, 1);
        for (var now = 0L; now < 5 * Second; now += random.NextInt64(Second / 100))
        {
            while (timers.TryFire(now, out var timer))
            {
                var first = expected.Min;
                expected.Remove(first);
                Assert.Equal((first.Due, first.Key), (timer.DueTime, timer.Key));
                Set(timer.Key, timer.DueTime + 1);
            }

            Assert.True(expected.Min.Due > now);
        }

        void Set(int key, long from)
        {
            var due = from + random.NextInt64(Second);
            timers.Set(due, key);
            expected.Add((due, order++, key));
        }
    }

    /// <summary>Work is counted, not timed: a timer is put into one slot of each of the sixteen levels at most.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void A_timer_is_put_into_few_slots_on_its_way_to_firing_however_many_are_pending(int pending)
    {
        var timers = new KeyTimers();
        for (var key = 0; key < pending; key++) timers.Set(3600 * Second + 86_400 * Second / pending * key, key);
        Assert.Equal(pending, timers.Links);
        var fired = 0;
        for (var now = 0L; timers.Earliest < long.MaxValue; now += 500 * Second)
        {
            while (timers.TryFire(now, out _)) fired++;
        }

        Assert.Equal(pending, fired);
        Assert.InRange(timers.Links, pending, 16L * pending);
    }

    private static List<string> Fire(KeyTimers timers, long until)
    {
        var fired = new List<string>();
        while (timers.TryFire(until, out var timer)) fired.Add($"{timer.Key}");
        return fired;
    }
}
