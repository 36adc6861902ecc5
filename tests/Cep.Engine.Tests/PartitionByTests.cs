using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>A rule may see symbols together, under a key of its own.</summary>
public sealed class PartitionByTests
{
    [Fact]
    public void A_query_over_all_symbols_is_that_over_one_symbol_with_their_events() =>
        Gen.Select(DeterminismTests.Stream, Gen.Int[1, 20], Gen.Int[0, 4]).Sample((events, batchSize, shards) =>
        {
            var trades = events.OfType<Trade>().ToArray();
            var together = Run(t => t.PartitionBy(_ => "S9").Tumbling(3 * Second).Bars(), batchSize, shards, trades);
            var one = Run(t => t.Tumbling(3 * Second).Bars(), 1000, 1, [.. trades.Select(t => t with { Symbol = Symbol.Of("S9") })]);
            Assert.Equal(one.Text, together.Text);
            return true;
        }, iter: 500);

    [Fact]
    public void A_pattern_may_go_over_several_symbols()
    {
        // B falls after A fell, and C after both.
        var found = Run(
            t => t.PartitionBy(_ => Symbol.Of("SECTOR")).Match(InTurn.Pattern).Select(m => m.First.Last.Symbol.Name + m.Second.Last.Symbol.Name + m.Third.Last.Symbol.Name),
            2, 4, Trade("A", 1, 1), Trade("C", 2, 1), Trade("B", 3, 1), Trade("A", 4, 5), Trade("C", 5, 1));
        var line = Assert.Single(found.Lines);
        Assert.Contains("test SECTOR", line, StringComparison.Ordinal);
        Assert.EndsWith("\"ABC\"", line, StringComparison.Ordinal);
        Assert.Contains("[0,4,3]", line, StringComparison.Ordinal);
        Assert.Equal(1, found.Summary.Shards);
    }

    [Fact]
    public void A_key_that_throws_is_a_dead_letter_of_the_event()
    {
        var found = Run(t => t.PartitionBy(x => x.Price > 1 ? throw new InvalidOperationException("no sector") : "all").Select(x => x.Price), 10, 1, Trade("A", 1, 1), Trade("B", 2, 2), Trade("C", 3, 1));
        Assert.Equal(2, found.Lines.Count);
        Assert.Equal(1, found.Summary.DeadLetters[DeadLetterReason.RuleFault]);
    }

    [Fact]
    public void Quiet_keys_and_another_key_do_not_go_together()
    {
        var rule = new TestRule<Trade, double>(t => t.PartitionBy(_ => "all").Ema(3, x => x.Price)) { ForgetAfter = Second };
        var fault = Assert.Throws<RuleException>(() => RunResult.Of([rule], new EngineOptions(), new ListFeed("f", Trade("A", 1, 1))));
        Assert.Equal("Rule 'test' can't be started: it uses PartitionBy and forgets quiet keys, which goes by symbol; leave out one of them.", fault.Message);
    }

    /// <summary>Windows of several symbols that end together, whichever symbol the process has met first.</summary>
    [Theory]
    [InlineData("PO-A1", "PO-B1")]
    [InlineData("PO-B2", "PO-A2")]
    public void Rows_of_one_time_come_in_the_order_of_their_last_events(string metFirst, string metLater)
    {
        _ = (Symbol.Of(metFirst), Symbol.Of(metLater));
        var b = metFirst.Contains('B', StringComparison.Ordinal) ? metFirst : metLater;
        var a = b == metFirst ? metLater : metFirst;
        Trade[] trades = [Trade(b, 1, 1), Trade(a, 2, 2), Trade(b, 12, 3)];
        foreach (var batchSize in (int[])[1, 2, 100])
        {
            // At 10 s the window of b, whose last event came first, and then that of a: 0 and 1 make 1, and 2 makes 12.
            Assert.Equal(["1", "12", "123"], Values(t => t.Tumbling(10 * Second).Sum(x => x.Price).PartitionBy(_ => "all").Scan(0.0, (sum, window) => sum * 10 + window.Value), batchSize, trades));
            Assert.Equal(["1", "12", "123"], Values(t => t.Session(8 * Second).Sum(x => x.Price).PartitionBy(_ => "all").Scan(0.0, (sum, window) => sum * 10 + window.Value), batchSize, [Trade(b, 1, 1), Trade(a, 1, 2), Trade(b, 12, 3)]));
            Assert.Equal(["1", "12", "123"], Values(t => t.Absent(8 * Second).PartitionBy(_ => "all").Scan(0.0, (sum, silence) => sum * 10 + silence.Last.Price), batchSize, [Trade(b, 1, 1), Trade(a, 1, 2), Trade(b, 12, 3)]));
        }
    }

    private static string[] Values(Func<EventStream<Trade>, IObservable<double>> query, int batchSize, Trade[] trades) =>
        [.. Run(query, batchSize, 1, trades).Lines.Select(line => line[(line.LastIndexOf(' ') + 1)..].Trim('"'))];

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static RunResult Run<T>(Func<EventStream<Trade>, IObservable<T>> query, int batchSize, int shards, params Trade[] trades) =>
        RunResult.Of([new TestRule<Trade, T>(query)], new EngineOptions { BatchSize = batchSize, Shards = shards }, new ListFeed("f", [.. trades.Cast<IEvent>()]));

    /// <summary>One symbol, later a second, later a third.</summary>
    private sealed class InTurn
    {
        public static Pattern<InTurn> Pattern { get; } = Cep.Pattern.Of<InTurn>()
            .Begin(m => m.First, trade => trade.Symbol.Name == "A" && trade.Price < 3)
            .FollowedBy(m => m.Second, trade => trade.Symbol.Name == "B")
            .FollowedBy(m => m.Third, trade => trade.Symbol.Name == "C")
            .Within(TimeSpan.FromSeconds(60))
            .SkipPastLast();

        public Stage<Trade> First { get; } = new();

        public Stage<Trade> Second { get; } = new();

        public Stage<Trade> Third { get; } = new();
    }
}
