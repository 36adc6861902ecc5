using CsCheck;

namespace Cep.Tests;

public sealed class TimerWheelTests
{
    [Fact]
    public void Timers_fire_by_due_time_then_in_the_order_of_scheduling()
    {
        var wheel = new TimerWheel<string>();
        wheel.Schedule(70, "c");
        wheel.Schedule(5, "a");
        wheel.Schedule(70, "d");
        wheel.Schedule(-3, "before the epoch");
        wheel.Schedule(long.MaxValue, "never");
        wheel.Schedule(6, "b");
        Assert.Equal(["before the epoch", "a"], Fire(wheel, 5));
        wheel.Schedule(70, "e");
        Assert.Equal(["b", "c", "d", "e"], Fire(wheel, 1_000_000));
        Assert.Equal(["never"], Fire(wheel, long.MaxValue));
    }

    [Fact]
    public void A_cancelled_timer_does_not_fire_and_its_handle_is_dead()
    {
        var wheel = new TimerWheel<int>();
        var first = wheel.Schedule(10, 1);
        Assert.True(wheel.Cancel(first));
        var second = wheel.Schedule(10, 2);
        Assert.False(wheel.Cancel(first));
        var moved = wheel.Reschedule(second, 20);
        Assert.Throws<InvalidOperationException>(() => wheel.Reschedule(second, 30));
        Assert.False(wheel.TryFire(19, out _, out _));
        Assert.True(wheel.TryGet(moved, out var value));
        Assert.Equal(2, value);
        Assert.True(wheel.TryFire(20, out var due, out _));
        Assert.Equal(20, due);
        Assert.False(wheel.Cancel(default));
    }

    [Fact]
    public void A_cleared_wheel_is_empty_and_works_on()
    {
        var wheel = new TimerWheel<string>();
        var gone = wheel.Schedule(5, "a");
        wheel.Schedule(5_000_000, "b");
        wheel.Clear();
        Assert.Equal((0, long.MaxValue, false), (wheel.Count, wheel.Earliest, wheel.Cancel(gone)));
        wheel.Schedule(5_000_000, "c");
        Assert.Equal(["c"], Fire(wheel, long.MaxValue));
    }

    /// <summary>Against a list that is sorted whenever something is due.</summary>
    [Fact]
    public void Any_mix_of_scheduling_cancelling_and_firing_agrees_with_a_sorted_list() =>
        Gen.Select(Gen.Int[0, 3], Gen.OneOf(Gen.Long[0, 5], Gen.Long[0, 300], Gen.Long[0, 1L << 40])).Array[0, 200].Sample(steps =>
        {
            var wheel = new TimerWheel<int>();
            var pending = new List<(long Due, int Id, TimerHandle Handle)>();
            var now = -1000L;
            for (var id = 0; id < steps.Length; id++)
            {
                var (kind, amount) = steps[id];
                if (kind < 2)
                {
                    pending.Add((now + amount, id, wheel.Schedule(now + amount, id)));
                }
                else if (kind == 2 && pending.Count > 0)
                {
                    var at = (int)(amount % pending.Count);
                    Assert.True(wheel.Cancel(pending[at].Handle));
                    pending.RemoveAt(at);
                }
                else
                {
                    now += amount;
                    var expected = pending.Where(t => t.Due <= now).OrderBy(t => t.Due).ThenBy(t => t.Id).Select(t => (t.Due, t.Id)).ToList();
                    pending.RemoveAll(t => t.Due <= now);
                    var fired = new List<(long, int)>();
                    while (wheel.TryFire(now, out var due, out var value)) fired.Add((due, value));
                    Assert.Equal(expected, fired);
                }

                Assert.Equal(pending.Count, wheel.Count);
                Assert.True(pending.Count == 0 || wheel.Earliest <= pending.Min(t => t.Due));
            }

            return true;
        }, iter: 2000);

    /// <summary>Work is counted, not timed: to put a timer into a slot is the only thing of which there is more than one for a timer.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void A_timer_that_is_cancelled_is_put_into_one_slot_however_many_are_pending(int pending)
    {
        var wheel = PendingFor(pending);
        var before = wheel.Links;
        for (var i = 0; i < 1000; i++) wheel.Cancel(wheel.Schedule(i * 1_000_000L, i));
        Assert.Equal(1000, wheel.Links - before);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void A_timer_is_put_into_at_most_one_slot_of_each_level_on_its_way_to_firing(int pending)
    {
        var wheel = PendingFor(pending);
        Assert.Equal(pending, wheel.Links);
        var fired = 0;
        for (var now = 0L; wheel.Count > 0; now += Hour / 7)
        {
            while (wheel.TryFire(now, out _, out _)) fired++;
        }

        Assert.Equal(pending, fired);
        Assert.True(wheel.Links <= 11L * pending, $"{wheel.Links} for {pending} timers.");
    }

    private const long Hour = 3_600_000_000_000;

    /// <summary>Timers spread over a day.</summary>
    private static TimerWheel<int> PendingFor(int timers)
    {
        var wheel = new TimerWheel<int>();
        for (var i = 0; i < timers; i++) wheel.Schedule(Hour + 24 * Hour / timers * i, i);
        return wheel;
    }

    private static List<string> Fire(TimerWheel<string> wheel, long until)
    {
        var fired = new List<string>();
        while (wheel.TryFire(until, out _, out var value)) fired.Add(value);
        return fired;
    }
}
