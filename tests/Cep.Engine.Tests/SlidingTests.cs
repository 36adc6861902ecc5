using System.Reactive.Linq;
using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

public sealed class SlidingTests
{
    private static readonly TimeSpan Three = TimeSpan.FromSeconds(3);

    //  a──b─────────c──────▶   size 3 s
    //  1  2     1      1       at 0, 1, where a leaves at 3, and 6; where the last one leaves nothing is told
    [Fact]
    public void A_result_comes_with_each_event_and_with_each_moment_at_which_some_leave() =>
        Assert.Equal(
            [Line(0, "A", 1, 0, 0, 1), Line(1, "A", 2, 0, 1, 2), Line(3, "A", 1, 1, 1, 1), Line(6, "A", 1, 2, 2, 1)],
            Run(t => t.Sliding(Three).Count().Select(w => w.Value), [Trade("A", 0, 1), Trade("A", 1, 1), Trade("A", 6, 1)]));

    [Fact]
    public void An_event_leaves_exactly_when_the_size_is_over_and_before_the_events_of_that_moment() =>
        Assert.Equal(
            [Line(0, "A", 1, 0, 0, 1), Line(2.5, "A", 3, 0, 1, 2), Line(3, "A", 2, 1, 1, 1), Line(3, "A", 6, 1, 2, 2), Line(5.5, "A", 4, 2, 2, 1)],
            Run(t => t.Sliding(Three).Sum(x => x.Price).Select(w => w.Value), [Trade("A", 0, 1), Trade("A", 2.5, 2), Trade("A", 3, 4)]));

    [Fact]
    public void Events_of_one_time_enter_one_by_one_and_leave_together() =>
        Assert.Equal(
            [Line(0, "A", 1, 0, 0, 1), Line(0, "A", 2, 0, 2, 2), Line(0, "B", 1, 1, 1, 1), Line(1, "A", 3, 0, 3, 3), Line(3, "A", 1, 3, 3, 1)],
            Run(t => t.Sliding(Three).Count().Select(w => w.Value), [Trade("A", 0, 1), Trade("B", 0, 1), Trade("A", 0, 1), Trade("A", 1, 1)]));

    [Fact]
    public void A_window_says_from_when_to_when_it_reached() =>
        Assert.Equal(
            ["-3 to 0", "0 to 3"],
            Run(t => t.Sliding(Three).Count().Select(w => $"{(w.Start - Start).TotalSeconds} to {(w.End - Start).TotalSeconds}"), [Trade("A", 0, 1), Trade("A", 3, 1)])
                .Select(line => string.Join(' ', line.Split(' ')[2..5])));

    [Fact]
    public void Results_can_be_left_to_the_events_that_enter() =>
        Assert.Equal(
            [Line(0, "A", 1, 0, 0, 1), Line(1, "A", 2, 0, 1, 2), Line(6, "A", 1, 2, 2, 1)],
            Run(t => t.Sliding(Three).OnlyOnEnter().Count().Select(w => w.Value), [Trade("A", 0, 1), Trade("A", 1, 1), Trade("A", 6, 1)]));

    //  asked 1, asked 2, answered 2, answered 1: the answer that comes last has the input that came first
    [Fact]
    public void Causes_are_the_first_and_the_last_input_of_all_rows_in_whatever_order_rows_have_them()
    {
        Trade[] trades = [Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 2, -2), Trade("A", 3, -1), Trade("A", 9, 0)];
        static EventStream<Awaited<Trade>> Answers(EventStream<Trade> t) => t.Timeout(TimeSpan.FromSeconds(5), from: x => x.Price > 0, until: (asked, said) => said.Price == -asked.Price);
        Assert.Equal(
            [Line(2, "A", 1, 1, 2, 2), Line(3, "A", 2, 0, 3, 4), Line(5, "A", 1, 0, 3, 2)],
            Run(t => Answers(t).Sliding(Three).Count().Select(w => w.Value), trades));
        Assert.Equal([Line(3, "A", 2, 0, 3, 4)], Run(t => Answers(t).CountSliding(2).Count().Select(w => w.Value), trades));
    }

    //  1────∞────-∞────(1 leaves)──8──(∞ leaves)──(-∞ leaves)──▶
    [Fact]
    public void What_is_infinite_or_not_a_number_leaves_no_trace() =>
        Assert.Equal(
            [1, double.PositiveInfinity, double.NaN, double.NaN, double.NaN, double.NegativeInfinity, 8],
            Sums(Trade("A", 0, 1), Trade("A", 1, double.PositiveInfinity), Trade("A", 2, double.NegativeInfinity), Trade("A", 3.5, 8)));

    [Fact]
    public void An_event_at_which_the_aggregate_throws_is_left_out()
    {
        var result = Result(
            t => t.Sliding(Three).Aggregate(() => 0.0, (sum, x) => x.Price == 2 ? throw new InvalidOperationException("two") : sum + x.Price, (a, b) => a + b).Select(w => w.Value),
            [Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 2, 4)]);
        Assert.Equal(["1", "5", "4"], result.Lines.Select(line => line.Split(' ')[^1]));
        Assert.Single(result.Letters);
    }

    [Fact]
    public void A_window_begins_anew_when_an_event_can_not_be_taken_back()
    {
        var result = Result(
            t => t.Sliding(Three).Aggregate(
                () => 0.0, (sum, x) => sum + x.Price, (sum, x) => x.Price == 2 ? throw new InvalidOperationException("two") : sum - x.Price, sum => sum).Select(w => w.Value),
            [Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 2, 4), Trade("A", 4.5, 8)]);
        //  1 leaves at 3; 2 can't leave at 4, so 4 is dropped with it; 8 begins anew and leaves with nothing left to tell.
        Assert.Equal(["1", "3", "7", "6", "8"], result.Lines.Select(line => line.Split(' ')[^1]));
        Assert.Single(result.Letters);
    }

    [Fact]
    public void Every_aggregate_agrees_with_recomputing_each_window() =>
        Gen.Select(Trades, Gen.Int[1, 20], Gen.Int[1, 50], Gen.Bool).Sample((trades, size, batchSize, onlyOnEnter) =>
        {
            var expected = Naive.Sliding(trades, size, onlyOnEnter).ToArray();
            foreach (var (name, query, value) in Naive.Aggregates.Append(Naive.AddAndRemove))
            {
                var found = Run(
                    t => query(onlyOnEnter ? t.Sliding(TimeSpan.FromSeconds(size)).OnlyOnEnter() : t.Sliding(TimeSpan.FromSeconds(size))),
                    trades, new EngineOptions { BatchSize = batchSize });
                Assert.Equal(expected.Select(window => $"{name} {window.Line(value)}"), found.Select(line => $"{name} {line}"));
            }

            return true;
        }, iter: 150);

    [Fact]
    public void Batches_and_shards_change_nothing()
    {
        IsTheSameHoweverRun(t => t.Sliding(TimeSpan.FromSeconds(7)).Sum(x => x.Price).Select(w => w.Value));
        IsTheSameHoweverRun(t => t.Sliding(TimeSpan.FromSeconds(7)).Min(x => x.Price).Merge(t.Sliding(Three).OnlyOnEnter().Max(x => x.Price)).Select(w => w.Value));
        IsTheSameHoweverRun(t => t.Sliding(TimeSpan.FromSeconds(7)).Bars(x => x.Price, x => x.Size).Sliding(Three).Mean(bar => bar.Vwap));
    }

    private static List<double> Sums(params Trade[] trades)
    {
        var sums = new List<double>();
        Run(t => t.Sliding(Three).Sum(x => x.Price).Select(w => Keep(w.Value)), trades);
        return sums;

        int Keep(double sum)
        {
            sums.Add(sum);
            return sums.Count;
        }
    }
}
