using System.Reactive.Concurrency;
using System.Reactive.Linq;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

/// <summary>Rx operators on event time. Key B only moves time; its own results are left out unless the test is about them.</summary>
public sealed class EventTimeSchedulerTests
{
    private static readonly Trade[] Tape =
    [
        Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 2, 3), Trade("A", 9, 4), Trade("B", 30, 5),
    ];

    //  subscribed at 0: buffers end at 3, 6, 9, …; the event at 9 belongs to the buffer that begins there
    [Fact]
    public void Buffer_counts_from_the_first_event_and_is_half_open() =>
        Assert.Equal(
            ["3 1 2 3", "6 ", "9 ", "12 4", "15 "],
            OfA((t, s) => t.Buffer(Seconds(3), s).Select(list => string.Join(' ', list.Select(x => x.Price)))).Take(5));

    [Fact]
    public void Throttle_emits_after_a_pause_and_an_event_at_its_end_comes_too_late()
    {
        Assert.Equal(["7 3", "14 4"], OfA((t, s) => t.Throttle(Seconds(5), s).Select(x => x.Price)));
        Assert.Equal(["1 1", "2 2", "3 3", "10 4"], OfA((t, s) => t.Throttle(Seconds(1), s).Select(x => x.Price)));
    }

    [Fact]
    public void Sample_emits_the_latest_if_there_is_a_new_one() =>
        Assert.Equal(["3 3", "12 4"], OfA((t, s) => t.Sample(Seconds(3), s).Select(x => x.Price)));

    [Fact]
    public void Delay_moves_each_event() =>
        Assert.Equal(["10 1", "11 2", "12 3", "19 4"], OfA((t, s) => t.Delay(Seconds(10), s).Select(x => x.Price)));

    [Fact]
    public void Timeout_goes_over_to_the_other_sequence() =>
        Assert.Equal(["0 1", "1 2", "2 3", "7 -1"], OfA((t, s) => t.Select(x => x.Price).Timeout(Seconds(5), Observable.Return(-1.0), s)));

    [Fact]
    public void A_timer_fires_once_at_its_time() =>
        Assert.Equal(["4 0"], OfA((t, s) => Observable.Timer(Seconds(4), s)));

    [Fact]
    public void A_timer_for_an_absolute_time_fires_then() =>
        Assert.Equal(["4 0"], OfA((t, s) => Observable.Timer(new DateTimeOffset(At(4).ToUtc()), s)));

    //  the fourth trade, at 9, comes after the tick of 9
    [Fact]
    public void Interval_ticks_until_told_and_a_tick_goes_before_an_event_of_its_time() =>
        Assert.Equal(["3 0", "6 1", "9 2"], OfA((t, s) => Observable.Interval(Seconds(3), s).TakeUntil(t.Where(x => x.Price == 4))));

    [Fact]
    public void Interval_ends_with_the_log() =>
        Assert.Equal(["10 0", "20 1", "30 2"], OfA((t, s) => Observable.Interval(Seconds(10), s)));

    [Fact]
    public void Window_is_a_sequence_of_sequences() =>
        Assert.Equal(["3 6", "6 0", "9 0", "12 4"], OfA((t, s) => t.Window(Seconds(3), s).SelectMany(w => w.Sum(x => x.Price))).Take(4));

    [Fact]
    public void An_event_is_stamped_with_event_time() =>
        Assert.Equal(
            ["0 00", "1 01", "2 02", "9 09"],
            OfA((t, s) => t.Timestamp(s).Select(x => x.Timestamp.ToString("ss", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Scheduled_work_has_the_keys_last_event_as_its_cause() =>
        Assert.Equal(["7 A 3 [2,2,1]", "14 A 4 [3,3,1]", "30 B 5 [4,4,1]"], Run(t => t.Throttle(Seconds(5), t.Scheduler).Select(x => x.Price), Tape));

    [Fact]
    public void What_is_due_after_the_end_of_the_log_is_dropped() =>
        Assert.Equal(
            ["10 A 1 [3,3,1]"],
            Run(t => t.Delay(Seconds(10), t.Scheduler).Select(x => x.Price), [.. Tape[..4], Trade("A", 10, 5)]));

    [Fact]
    public void Work_that_throws_is_a_fault_of_its_key_and_the_next_event_starts_anew()
    {
        var result = Result(
            t => Observable.Timer(Seconds(1), t.Scheduler).Select(x => x == 0 ? throw new InvalidOperationException("tick") : x).Merge(t.Select(x => (long)x.Price)),
            [Trade("A", 0, 1), Trade("A", 5, 2), Trade("B", 5, 3)]);
        var letter = Assert.Single(result.Letters);
        Assert.Equal(("A", At(1)), (letter.Key, letter.Time));
        Assert.Equal(3, result.Lines.Count);
    }

    [Fact]
    public void A_timer_that_never_lets_time_move_is_stopped_with_the_reason()
    {
        var result = Result(t => Observable.Interval(TimeSpan.Zero, t.Scheduler).Where(_ => false), [Trade("A", 0, 1), Trade("B", 5, 3)]);
        Assert.Contains("Give its timers a period above zero", result.Letters[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scheduler_refuses_to_work_outside_a_rule()
    {
        EventTimeScheduler? scheduler = null;
        Run(t => { scheduler = t.Scheduler; return t.Select(x => x.Price); }, []);
        var fault = Assert.Throws<InvalidOperationException>(() => scheduler!.Schedule(() => { }));
        Assert.Contains("inside a rule", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_and_batches_change_nothing() =>
        IsTheSameHoweverRun(t => t.Buffer(Seconds(4), t.Scheduler).Select(list => list.Sum(x => x.Price))
            .Merge(t.Throttle(Seconds(3), t.Scheduler).Select(x => -x.Price))
            .Merge(t.Delay(Seconds(3), t.Scheduler).Select(x => 100 + x.Price))
            .Merge(Observable.Interval(Seconds(5), t.Scheduler).Select(x => 1000.0 + x))
            .Merge(t.Tumbling(Seconds(7)).Last(x => x.Price).Sample(Seconds(2), t.Scheduler).Select(w => -100 - w.Value)));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static IEnumerable<string> OfA<T>(Func<IObservable<Trade>, IScheduler, IObservable<T>> query) =>
        Run(t => query(t, t.Scheduler), Tape).Select(line => line.Split(' ')).Where(words => words[1] == "A")
            .Select(words => $"{words[0]} {string.Join(' ', words[2..^1])}");
}
