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

    private static List<string> Fire(TimerWheel<string> wheel, long until)
    {
        var fired = new List<string>();
        while (wheel.TryFire(until, out _, out var value)) fired.Add(value);
        return fired;
    }
}
