using System.Reactive.Linq;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class OperatorTests
{
    private const int RunsPerCheck = 7;

    private static readonly ListFeed Ticks = new(
        "ticks", Trade("A", 0, 10), Trade("B", 1, 50), Trade("A", 2, 11), Trade("A", 3, 11), Trade("B", 4, 49), Trade("A", 5, 9));

    [Fact]
    public void Where_keeps_what_the_condition_holds_for() =>
        Payloads<double>(trades => from t in trades where t.Price > 10 select t.Price, "50 11 11 49");

    [Fact]
    public void Scan_folds_each_key_on_its_own() =>
        Payloads<double>(trades => trades.Scan(0.0, (sum, t) => sum + t.Price), "10 50 21 32 99 41");

    [Fact]
    public void Scan_with_a_factory_gives_each_key_an_object_of_its_own() =>
        Payloads<int>(
            trades => trades.Scan(() => new List<double>(), (list, t) => { list.Add(t.Price); return list; }, list => list.Count),
            "1 1 2 3 2 4");

    [Fact]
    public void DistinctUntilChanged_compares_with_the_one_before_of_the_same_key() =>
        Payloads<double>(trades => trades.DistinctUntilChanged(t => t.Price).Select(t => t.Price), "10 50 11 49 9");

    [Fact]
    public void Pairwise_says_nothing_for_the_first_of_a_key() =>
        Payloads<double>(trades => trades.Pairwise((before, now) => now.Price - before.Price), "1 0 -1 -2");

    [Fact]
    public void A_pair_has_the_causes_of_both()
    {
        var result = RunResult.Of([new TestRule<Trade, double>(trades => trades.Pairwise((before, now) => now.Price))], new EngineOptions(), Ticks);
        Assert.Equal(["[0,2,2]", "[2,3,2]", "[1,4,2]", "[3,5,2]"], result.Lines.Select(line => line.Split(' ')[5]));
    }

    [Fact]
    public void SelectMany_emits_all_elements_in_order() =>
        Payloads<double>(trades => from t in trades from x in new[] { t.Price, -t.Price } where x < 11 select x, "10 -10 -50 -11 -11 -49 9 -9");

    [Fact]
    public void Ema_starts_from_the_seed() =>
        Payloads<double>(trades => trades.Select(t => t.Price).Ema(3), "5 25 8 9.5 37 9.25");

    [Fact]
    public void Crossing_needs_the_other_side_or_equality_before() =>
        Payloads<double>(trades => trades.CrossesAbove(t => t.Price, _ => 10).Select(t => t.Price), "50 11");

    [Fact]
    public void Crossing_below_is_seen_once() =>
        Payloads<double>(trades => trades.CrossesBelow(t => t.Price, _ => 10.5).Select(t => t.Price), "10 9");

    [Fact]
    public void A_stream_used_twice_is_computed_once()
    {
        var calls = 0;
        Payloads<double>(
            trades =>
            {
                var prices = trades.Select(t => { calls++; return t.Price; });
                return prices.AsOf(prices, TimeSpan.Zero, (left, right) => left - right);
            },
            "0 0 0 0 0 0");
        Assert.Equal(6 * RunsPerCheck, calls);
    }

    [Fact]
    public void Foreign_operators_run_for_each_key() =>
        Payloads<double>(trades => trades.Buffer(2, 1).Where(pair => pair.Count == 2).Select(pair => pair[1].Price - pair[0].Price), "1 0 -1 -2");

    [Fact]
    public void Foreign_query_syntax_with_let_and_zip_works() =>
        Payloads<double>(
            trades => from pair in trades.Zip(trades.Skip(1))
                      let change = pair.Second.Price - pair.First.Price
                      where change != 0
                      select change,
            "1 -1 -2");

    [Fact]
    public void Foreign_operators_after_the_engines_own_see_only_what_these_let_through() =>
        Payloads<int>(trades => trades.Where(t => t.Price > 10).Select(t => t.Price).Buffer(2).Select(prices => prices.Count), "2 2");

    [Fact]
    public void The_end_of_the_input_completes_foreign_operators() =>
        Payloads<int>(trades => trades.Count(), "4 2");

    [Fact]
    public void Two_streams_merged_by_a_foreign_operator_keep_log_order() =>
        Payloads<double>(
            trades => trades.Select(t => t.Price).Merge(trades.Tumbling(TimeSpan.FromSeconds(2)).Last(t => -t.Price).Select(w => w.Value)),
            "10 50 -10 11 -50 11 -11 49 9 -9 -49");

    private static void Payloads<T>(Func<EventStream<Trade>, IObservable<T>> query, string expected)
    {
        for (var batchSize = 1; batchSize <= RunsPerCheck; batchSize++)
        {
            var result = RunResult.Of([new TestRule<Trade, T>(query)], new EngineOptions { BatchSize = batchSize }, Ticks);
            Assert.Empty(result.Letters);
            Assert.Equal(expected, string.Join(' ', result.Lines.Select(line => line[(line.LastIndexOf(']') + 2)..])));
        }
    }
}
