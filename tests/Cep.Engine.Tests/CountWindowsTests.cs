using CsCheck;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

public sealed class CountWindowsTests
{
    private static readonly Trade[] Seven = [.. Enumerable.Range(0, 7).Select(i => Trade("A", i, 1 << i))];

    //  a──b──c──d──e──f──g──▶   3 events
    //        ▲        ▲         g waits for two more that don't come
    [Fact]
    public void Tumbling_windows_are_told_when_they_are_full() =>
        Assert.Equal(
            [Line(2, "A", 7, 0, 2, 3), Line(5, "A", 56, 3, 5, 3)],
            Run(t => t.CountTumbling(3).Sum(x => x.Price).Select(w => w.Value), Seven));

    //  a──b──c──d──e──f──g──▶   3 events, step 2
    //        abc   cde   efg
    [Fact]
    public void Sliding_windows_are_told_from_the_first_full_one_on_at_each_step() =>
        Assert.Equal(
            [Line(2, "A", 7, 0, 2, 3), Line(4, "A", 28, 2, 4, 3), Line(6, "A", 112, 4, 6, 3)],
            Run(t => t.CountSliding(3, 2).Sum(x => x.Price).Select(w => w.Value), Seven));

    [Fact]
    public void A_window_starts_and_ends_with_its_first_and_last_event() =>
        Assert.Equal(
            ["0-2", "3-5", "1-3"],
            Run(t => t.CountTumbling(3).Count().Select(Span), Seven).Concat(Run(t => t.CountSliding(3).Count().Select(Span), Seven[..4])[1..])
                .Select(line => line.Split(' ')[2]));

    [Fact]
    public void A_step_lies_between_one_and_the_size()
    {
        Assert.Throws<RuleException>(() => Run(t => t.CountSliding(3, 4).Count(), Seven));
        Assert.Throws<RuleException>(() => Run(t => t.CountSliding(3, 0).Count(), Seven));
        Assert.Throws<RuleException>(() => Run(t => t.CountTumbling(0).Count(), Seven));
    }

    [Fact]
    public void Every_aggregate_agrees_with_recomputing_each_window() =>
        Gen.Select(Trades, Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 50]).Sample((trades, count, anyStep, batchSize) =>
        {
            var step = Math.Min(anyStep, count);
            var options = new EngineOptions { BatchSize = batchSize };
            foreach (var (name, query, value) in Naive.Aggregates.Append(Naive.AddAndRemove))
            {
                var sliding = Run(t => query(t.CountSliding(count, step)), trades, options);
                var tumbling = Run(t => query(t.CountTumbling(count)), trades, options);
                Assert.Equal(Naive.Count(trades, count, step).Select(window => $"{name} {window.Line(value)}"), sliding.Select(line => $"{name} {line}"));
                Assert.Equal(Naive.Count(trades, count, count).Select(window => $"{name} {window.Line(value)}"), tumbling.Select(line => $"{name} {line}"));
            }

            return true;
        }, iter: 150);

    [Fact]
    public void Batches_and_shards_change_nothing()
    {
        IsTheSameHoweverRun(t => t.CountSliding(4, 3).StandardDeviation(x => x.Price).Select(w => w.Value));
        IsTheSameHoweverRun(t => t.CountTumbling(3).Bars(x => x.Price, x => x.Size).CountSliding(2).Max(bar => bar.High));
    }

    private static string Span<TValue>(Windowed<TValue> window) => $"{(window.Start - Start).TotalSeconds}-{(window.End - Start).TotalSeconds}";
}
