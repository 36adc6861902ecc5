using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class HoppingTests
{
    //  13:30:00 ─a──b──│──────│──c───│──────│   windows of 2 minutes every minute
    [Fact]
    public void An_event_lies_in_each_window_that_covers_it() =>
        Assert.Equal(
            [
                "13:31:00 2 [0,1,2]", "13:32:00 2 [0,1,2]", "13:33:00 1 [2,2,1]", "13:34:00 1 [2,2,1]",
            ],
            Counts(120, 60, 1024, [Trade("A", 0, 1), Trade("A", 59.999999999, 2), Trade("A", 120, 3)]));

    [Fact]
    public void A_window_without_events_is_not_emitted() =>
        Assert.Equal(
            ["13:31:00 1 [0,0,1]", "13:32:00 1 [0,0,1]", "14:01:00 1 [1,1,1]", "14:02:00 1 [1,1,1]"],
            Counts(120, 60, 1024, [Trade("A", 0, 1), Trade("A", 1800, 2)]));

    [Fact]
    public void Sizes_that_share_no_reasonable_pane_are_refused_with_the_reason()
    {
        var fault = Assert.Throws<RuleException>(() => Counts(120, 59.9999999, 1, []));
        Assert.Contains("choose a period that divides the size", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_agree_with_counting_each_of_them_afterwards() =>
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 300]).Array[0, 40], Gen.Int[1, 40], Gen.Int[1, 20], Gen.Int[1, 50]).Sample((raw, size, period, batchSize) =>
        {
            var trades = raw.Select((x, i) => Trade($"S{x.Item1}", x.Item2, i)).OrderBy(t => t.Time).ToArray();
            var expected = new List<string>();
            var starts = Enumerable.Range(-size - period, 300 + size + (2 * period));
            foreach (var start in starts.Where(s => (Start.Nanos / 1_000_000_000 + s) % period == 0))
            {
                foreach (var key in trades.Select(t => t.Symbol.Name).Distinct().Order(StringComparer.Ordinal))
                {
                    var held = trades.Select((t, i) => (t, i)).Where(x => x.t.Symbol.Name == key && x.t.Time >= At(start) && x.t.Time < At(start + size)).ToArray();
                    if (held.Length == 0) continue;
                    expected.Add($"{At(start + size).ToUtc():HH:mm:ss} {held.Max(x => x.t.Price)} [{held[0].i},{held[^1].i},{held.Length}]");
                }
            }

            Assert.Equal(expected, Run(trades => trades.Hopping(TimeSpan.FromSeconds(size), TimeSpan.FromSeconds(period)).Max(t => t.Price).Select(w => w.Value), batchSize, trades));
            return true;
        }, iter: 300);

    private static List<string> Counts(double size, double period, int batchSize, Trade[] trades) =>
        Run(t => t.Hopping(TimeSpan.FromSeconds(size), TimeSpan.FromSeconds(period)).Count().Select(w => w.Value), batchSize, trades);

    private static List<string> Run<T>(Func<EventStream<Trade>, IObservable<T>> query, int batchSize, Trade[] trades) =>
        [.. RunResult.Of([new TestRule<Trade, T>(query)], new EngineOptions { BatchSize = batchSize }, new ListFeed("f", [.. trades.Cast<IEvent>()])).Lines
            .Select(line => line.Split(' ')).Select(words => $"{words[0].Substring(11, 8)} {words[^1]} {words[^2]}")];
}
