using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>Rules are divided into those by symbol and those across symbols, and the latter may work on parts of their keys.</summary>
public sealed class RuleDivisionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Rules_go_with_those_that_they_consume_and_that_consume_them()
    {
        var division = RuleDivision.Of([new Prices(), new Doubles(), new Halves(), new Together()]);
        Assert.Equal(["halves"], division.BySymbol.Select(rule => rule.Name));
        var group = Assert.Single(division.AcrossSymbols);
        Assert.Equal(["prices", "doubles", "together"], group.Rules.Select(rule => rule.Name));
        Assert.Equal([typeof(Trade)], group.EventTypes);
        Assert.Equal("'prices': it uses Trade by symbol as well", group.WhyNotByKey);
        Assert.Equal(["prices", "doubles"], group.Provisional.Select(rule => rule.Name));
    }

    [Fact]
    public void Keys_are_known_where_PartitionBy_stands_on_an_input()
    {
        var group = GroupOf(trades => trades.Where(trade => trade.Size > 1).PartitionBy(trade => trade.Symbol.Name[..1]).Ema(3, trade => trade.Price));
        Assert.Null(group.WhyNotByKey);
        Assert.Empty(group.Provisional);
        Assert.Equal(["A", "B"], new[] { Trade("A1", 1, 1), Trade("B7", 1, 1) }.Select(trade => Assert.Single(group.KeysOf<Trade>())(trade).Name));
        Assert.Empty(group.KeysOf<Quote>());
    }

    [Fact]
    public void Keys_that_are_found_in_what_was_computed_are_not_known() => Assert.Equal(
        "'test': it finds the key in what it has computed; PartitionBy has to stand on an input, behind nothing but Where",
        GroupOf(trades => trades.Select(trade => trade.Price).PartitionBy(price => price > 5 ? "dear" : "cheap").Scan(0, (count, _) => count + 1)).WhyNotByKey);

    [Fact]
    public void Slices_are_those_of_a_hash_that_is_the_same_for_ever()
    {
        // XXH64 of these names, seed 0, from its specification's reference program: d24ec4f1a98c6e5b for a; of nothing ef46db3751d8e999.
        Assert.Equal((int)(0xd24ec4f1a98c6e5bUL % 7), new KeySlices(7).Of(Symbol.Of("a")));
        Assert.Equal((int)(0xd24ec4f1a98c6e5bUL % 1000), new KeySlices(1000).Of(Symbol.Of("a")));
    }

    [Fact]
    public void Runs_over_parts_of_the_keys_derive_together_what_one_run_derives()
    {
        var trades = Enumerable.Range(0, 400).Select(i => Trade($"S{i % 26}", i * 0.1, 1 + i % 13 * (i % 7))).ToArray();
        var rule = new TestRule<Trade, double>(stream => stream
            .PartitionBy(trade => trade.Price > 60 ? throw new InvalidOperationException("no key") : trade.Symbol.Name[^1..])
            .Tumbling(3 * Second).Sum(trade => trade.Price).Select(window => window.Value));
        var whole = Run(rule, trades, new Dictionary<string, KeySlice>());
        var parts = Enumerable.Range(0, 3).Select(slice => Run(rule, trades, new Dictionary<string, KeySlice> { ["test"] = new(slice, 3) })).ToList();
        Assert.Equal(whole.Lines.Order(), parts.SelectMany(part => part.Lines).Order());
        Assert.All(parts, part => Assert.NotEmpty(part.Lines));
        Assert.Equal(whole.Letters.Select(letter => letter.ToString()), parts.SelectMany(part => part.Letters).Select(letter => letter.ToString()));
        Assert.NotEmpty(whole.Letters);
    }

    [Fact]
    public void There_is_no_fourth_of_three_slices() => Assert.Throws<ArgumentOutOfRangeException>(() => new Engine([new Halves()], new EngineOptions { SliceByRule = new Dictionary<string, KeySlice> { ["halves"] = new(3, 3) } }));

    private static RunResult Run(Rule rule, Trade[] trades, IReadOnlyDictionary<string, KeySlice> slices) =>
        RunResult.Of([rule], new EngineOptions { SliceByRule = slices }, new ListFeed("f", [.. trades.Cast<IEvent>()]));

    private static RuleGroup GroupOf<T>(Func<EventStream<Trade>, IObservable<T>> query) => Assert.Single(RuleDivision.Of([new TestRule<Trade, T>(query)]).AcrossSymbols);

    private sealed record Price(double Value);

    private sealed record DoublePrice(double Value);

    [Rule("prices")]
    private sealed class Prices : Rule<Trade, Price>
    {
        public override IObservable<Price> Query(EventStream<Trade> events) => events.Select(trade => new Price(trade.Price));
    }

    [Rule("doubles")]
    private sealed class Doubles : Rule<Price, DoublePrice>
    {
        public override IObservable<DoublePrice> Query(EventStream<Price> events) => events.Select(price => new DoublePrice(price.Value * 2));
    }

    [Rule("together")]
    private sealed class Together : Rule<Price, int>
    {
        public override IObservable<int> Query(EventStream<Price> events) => events.PartitionBy(_ => "all").Scan(0, (count, _) => count + 1);
    }

    [Rule("halves")]
    private sealed class Halves : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> events) => events.Select(trade => trade.Price / 2);
    }
}
