using System.Reactive.Linq;
using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

public sealed class EarlyFiringTests
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Three = TimeSpan.FromSeconds(3);

    //  seconds   0────3────6────9─│──12──▶   windows of 10 s, told early at multiples of 3 s from 13:30:00
    //            a b  c               d
    //  early          2    3                 at 9 nothing is new; at 12 d, which came then, does not count yet
    [Fact]
    public void What_has_changed_is_told_at_the_multiples_of_the_period() =>
        Assert.Equal(
            [Early(10, 2, 0, 1), Early(10, 3, 0, 2), Line(10, "A", 3, 0, 2, 3), Early(20, 1, 3, 3), Line(20, "A", 1, 3, 3, 1)],
            Run(t => t.Tumbling(Ten).EarlyEvery(Three).Count().Select(w => w.Value), [Trade("A", 0, 1), Trade("A", 1, 1), Trade("A", 3, 1), Trade("A", 12, 1)]));

    [Fact]
    public void An_early_result_has_the_id_of_the_one_that_replaces_it()
    {
        var lines = Result(t => t.Tumbling(Ten).EarlyEvery(Three).Count().Select(w => w.Value), [Trade("A", 0, 1), Trade("A", 5, 1)]).Lines;
        Assert.Equal(3, lines.Count);
        Assert.Single(lines.Select(line => line.Split(' ')[4]).Distinct());
    }

    [Fact]
    public void Where_the_multiple_is_the_end_only_the_window_itself_is_told() =>
        Assert.Equal(
            [Line(10, "A", 1, 0, 0, 1)],
            Run(t => t.Tumbling(Ten).EarlyEvery(Ten).Count().Select(w => w.Value), [Trade("A", 5, 1)]));

    //  windows of 10 s every 5 s: what came at 6 lies in 0-10 and 5-15, and both are told early at 8
    [Fact]
    public void Every_open_window_that_changed_is_told() =>
        Assert.Equal(
            [
                Early(5, 1, 0, 0), Early(10, 1, 0, 0), Line(5, "A", 1, 0, 0, 1),
                Early(10, 3, 0, 1), Early(15, 2, 1, 1), Line(10, "A", 3, 0, 1, 2), Line(15, "A", 2, 1, 1, 1),
            ],
            Run(t => t.Hopping(Ten, TimeSpan.FromSeconds(5)).EarlyEvery(TimeSpan.FromSeconds(4)).Sum(x => x.Price).Select(w => w.Value), [Trade("A", 0, 1), Trade("A", 6, 2)]));

    [Fact]
    public void Early_results_pass_operators_that_look_at_one_row_and_no_others()
    {
        Trade[] trades = [Trade("A", 0, 1), Trade("A", 5, 1)];
        Assert.Equal(
            ["1", "2", "2"],
            Run(
                t => t.Tumbling(Ten).EarlyEvery(Three).Count().Where(w => w.Value > 0).SelectMany(w => new[] { w.Value, -w.Value }).Where(n => n > 0).Select(n => n),
                trades).Select(line => line.Split(' ')[2]));
        Assert.Equal([Line(10, "A", 2, 0, 1, 2)], Run(t => t.Tumbling(Ten).EarlyEvery(Three).Count().Scan(0L, (sum, w) => sum + w.Value), trades));
        Assert.Equal([Line(20, "A", 2, 0, 1, 2)], Run(t => t.Tumbling(Ten).EarlyEvery(Three).Count().Tumbling(Ten).Sum(w => w.Value).Select(w => w.Value), trades));
    }

    [Fact]
    public void What_a_window_selects_is_not_asked_of_early_results_which_are_no_events()
    {
        var result = Result(
            t => t.Tumbling(Ten).EarlyEvery(Three).Count().Tumbling(Ten).Sum(w => w.Value == 1 ? throw new InvalidOperationException("one") : w.Value).Select(w => w.Value),
            [Trade("A", 0, 1), Trade("A", 5, 1)]);
        Assert.Single(result.Lines);
        Assert.Empty(result.Letters);
    }

    //  the event at 4 is left out, so nothing is new at 6
    [Fact]
    public void An_event_at_which_the_aggregate_throws_makes_nothing_new()
    {
        static EventStream<double> Total(Windows<Trade> windows) =>
            windows.Aggregate(() => 0.0, (sum, x) => x.Price == 2 ? throw new InvalidOperationException("two") : sum + x.Price, (a, b) => a + b).Select(w => w.Value);
        Trade[] trades = [Trade("A", 0, 1), Trade("A", 4, 2)];
        string[] expected = [Early(10, 1, 0, 0), Line(10, "A", 1, 0, 0, 1)];
        Assert.Equal(expected, Run(t => Total(t.Tumbling(Ten).EarlyEvery(Three)), trades));
        Assert.Equal(expected, Run(t => Total(t.Hopping(Ten, Ten).EarlyEvery(Three)), trades));
        Assert.Equal(expected, Run(t => Total(t.TimeOfDay(TradingCalendar.UsEquity, new DayRange(DayTime.Open, DayTime.Open + Ten)).EarlyEvery(Three)), trades));
    }

    [Fact]
    public void A_fault_at_the_multiple_comes_after_what_is_told_early_there()
    {
        var result = Result(
            t => t.Tumbling(Ten).EarlyEvery(Three).Sum(x => x.Price == 2 ? throw new InvalidOperationException("two") : x.Price).Select(w => w.Value),
            [Trade("A", 0, 1), Trade("A", 3, 2)],
            policy: FaultPolicy.QuarantineAfter(1));
        Assert.EndsWith(" Provisional", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Equal(At(3), Assert.Single(result.Letters).Time);
    }

    [Fact]
    public void A_trading_day_is_told_early()
    {
        var opening = new DayRange(DayTime.Open, DayTime.Open + TimeSpan.FromSeconds(10));
        Assert.Equal(
            [Early(10, 1, 1, 1), Line(10, "A", 2, 1, 2, 2)],
            Run(
                t => t.TimeOfDay(TradingCalendar.UsEquity, opening).EarlyEvery(TimeSpan.FromSeconds(4)).Count().Select(w => w.Value),
                [Trade("A", -1, 1), Trade("A", 0, 1), Trade("A", 9, 1), Trade("A", 10, 1), Trade("A", 11, 1)]));
    }

    [Fact]
    public void A_fault_in_an_early_result_is_a_dead_letter_and_the_window_goes_on()
    {
        var result = Result(
            t => t.Tumbling(Ten).EarlyEvery(Three).Count().Select(w => w.Value == 1 ? throw new InvalidOperationException("one") : w.Value),
            [Trade("A", 0, 1), Trade("A", 5, 1)]);
        Assert.Equal(2, result.Lines.Count);
        Assert.Equal(At(3), Assert.Single(result.Letters).Time);
    }

    [Fact]
    public void Early_results_agree_with_recomputing_each_window() =>
        Gen.Select(Trades, Gen.Int[1, 20], Gen.Int[1, 4], Gen.Int[1, 15], Gen.Int[1, 50]).Sample((trades, hop, hops, period, batchSize) =>
        {
            var options = new EngineOptions { BatchSize = batchSize };
            foreach (var (name, query, value) in Naive.Aggregates)
            {
                var hopping = Run(t => query(t.Hopping(Seconds(hop * hops), Seconds(hop)).EarlyEvery(Seconds(period))), trades, options);
                Assert.Equal(Expected(trades, hop * hops, hop, period, value).Prepend(name), hopping.Prepend(name));
                var tumbling = Run(t => query(t.Tumbling(Seconds(hop)).EarlyEvery(Seconds(period))), trades, options);
                Assert.Equal(Expected(trades, hop, hop, period, value).Prepend(name), tumbling.Prepend(name));
            }

            return true;
        }, iter: 60);

    [Fact]
    public void Batches_and_shards_change_nothing()
    {
        var opening = new DayRange(DayTime.Open, DayTime.Open + TimeSpan.FromSeconds(20));
        IsTheSameHoweverRun(t => t.Tumbling(Ten).EarlyEvery(Three).Sum(x => x.Price).Where(w => w.Value > 3));
        IsTheSameHoweverRun(t => t.Hopping(Ten, TimeSpan.FromSeconds(2)).EarlyEvery(Three).Sum(x => x.Price).Where(w => w.Value > 3));
        IsTheSameHoweverRun(t => t.TimeOfDay(TradingCalendar.UsEquity, opening).EarlyEvery(Three).Sum(x => x.Price));
        IsTheSameHoweverRun(
            t => t.Tumbling(Ten).EarlyEvery(Three).Sum(x => x.Price).Select(w => (int)w.Value % 3 == 1 ? throw new InvalidOperationException("one") : w.Value),
            FaultPolicy.QuarantineAfter(2));
    }

    private static IEnumerable<string> Expected(Trade[] trades, int size, int hop, int period, Func<Trade[], double> value)
    {
        var origin = (int)(Start.Nanos / 1_000_000_000 % hop);
        var results = new List<(int Moment, int End, string Key, int Order, string Line)>();
        for (var start = -size - origin; start <= 120; start += hop)
        {
            if (Mod(start + origin, hop) != 0) start += hop - Mod(start + origin, hop);
            var end = start + size;
            foreach (var key in trades.Select((trade, sequence) => (Trade: trade, Second: Naive.SecondOf(trade), Sequence: sequence)).GroupBy(e => e.Trade.Symbol.Name))
            {
                var held = key.Where(e => e.Second >= start && e.Second < end).ToArray();
                if (held.Length == 0) continue;
                for (var moment = start; moment < end; moment++)
                {
                    if (Mod((int)(Start.Nanos / 1_000_000_000 % period) + moment, period) != 0) continue;
                    if (!held.Any(e => e.Second >= moment - period && e.Second < moment)) continue;
                    var soFar = held.Where(e => e.Second < moment).Select(e => (e.Trade, e.Sequence)).ToArray();
                    results.Add((moment, end, key.Key, 0, LineOf(new NaiveWindow(end, key.Key, soFar), value, " Provisional")));
                }

                results.Add((end, end, key.Key, 1, LineOf(new NaiveWindow(end, key.Key, [.. held.Select(e => (e.Trade, e.Sequence))]), value, "")));
            }
        }

        return results.OrderBy(r => r.Moment).ThenBy(r => r.End).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Line);
    }

    private static string LineOf(NaiveWindow window, Func<Trade[], double> value, string status) =>
        Line(window.Seconds, window.Key, FormattableString.Invariant($"{value([.. window.Events.Select(e => e.Trade)])}{status}"), window.Events[0].Sequence, window.Events[^1].Sequence, window.Events.Length);

    private static int Mod(int value, int by) => ((value % by) + by) % by;

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static string Early(double seconds, double value, long first, long last) =>
        Line(seconds, "A", FormattableString.Invariant($"{value} Provisional"), first, last, last - first + 1);
}
