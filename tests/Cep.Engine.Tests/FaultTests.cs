using System.Reactive.Linq;
using static Cep.Tests.Make;

namespace Cep.Tests;

public sealed class FaultTests
{
    private static readonly ListFeed Ticks = new(
        "ticks", Trade("A", 0, 1), Trade("B", 1, 0), Trade("A", 2, 0), Trade("A", 3, 3), Trade("B", 4, 4), Trade("A", 5, 0), Trade("A", 6, 6));

    [Fact]
    public void An_event_that_throws_is_left_out_and_the_key_goes_on_with_its_state()
    {
        var result = Run(trades => trades.Scan(0.0, (sum, t) => sum + Reciprocal(t)).Select(sum => Math.Round(sum, 3)));
        Assert.Equal(["A 1", "A 1.333", "B 0.25", "A 1.5"], KeyAndPayload(result));
        Assert.Equal(
            ["B 1 DivideByZeroException: no price", "A 2 DivideByZeroException: no price", "A 5 DivideByZeroException: no price"],
            result.Letters.Select(letter => $"{letter.Key} {letter.Position} {letter.Message}"));
        Assert.All(result.Letters, letter => Assert.Equal((DeadLetterReason.RuleFault, "test", 1), (letter.Reason, letter.Source, letter.Version)));
        Assert.Equal(3, result.Summary.DeadLetters[DeadLetterReason.RuleFault]);
    }

    [Fact]
    public void After_its_limit_of_faults_a_key_is_quarantined_and_others_are_not()
    {
        var result = Run(trades => trades.Select(Reciprocal), FaultPolicy.QuarantineAfter(2));
        Assert.Equal(["A 1", "A 0.3333333333333333", "B 0.25"], KeyAndPayload(result));
        Assert.EndsWith("(fault 2 of this key: the rule says nothing more for it)", result.Letters[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_pipeline_starts_anew_after_an_error()
    {
        var result = Run(trades => trades.Select(t => t).Scan(0.0, (sum, t) => sum + Reciprocal(t)).Skip(0).Scan(0, (count, _) => count + 1));
        Assert.Equal(["A 1", "A 2", "B 1", "A 3"], KeyAndPayload(result));
        var inside = Run(trades => Observable.Select(trades, Reciprocal).Scan(0, (count, _) => count + 1));
        Assert.Equal(["A 1", "A 1", "B 1", "A 1"], KeyAndPayload(inside));
        Assert.Equal(3, inside.Letters.Count);
    }

    [Fact]
    public void A_foreign_pipeline_that_has_failed_says_nothing_at_the_end()
    {
        var ticks = new ListFeed("ticks", Trade("A", 0, 1), Trade("B", 1, 1), Trade("A", 2, 0));
        Rule[] rules = [new TestRule<Trade, double>(trades => Observable.Select(trades, Reciprocal).Count().Select(count => (double)count))];
        Assert.Equal(["B 1"], KeyAndPayload(RunResult.Of(rules, new EngineOptions(), ticks)));
    }

    /// <summary>The join comes to the event of second 0 when time has passed second 5, where another operator throws as well.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Faults_count_in_the_order_of_the_log_also_when_an_operator_comes_to_them_late(int batchSize)
    {
        var rule = new TestRule<Trade, double>(
            trades => trades.AsOf<double, double>(trades.Select(Reciprocal), TimeSpan.FromSeconds(5), (_, _) => throw new InvalidOperationException("joined"), AsOfDirection.Nearest),
            FaultPolicy.QuarantineAfter(1));
        var result = RunResult.Of([rule], new EngineOptions { BatchSize = batchSize }, new ListFeed("ticks", Trade("A", 0, 1), Trade("A", 5, 0)));
        Assert.Equal([(At(5), 0L)], result.Letters.Select(letter => (letter.Time, letter.Position)));
    }

    [Fact]
    public void One_rules_faults_are_no_other_rules_business()
    {
        Rule[] rules = [new TestRule<Trade, double>(trades => trades.Select(Reciprocal)), new Counting()];
        var result = RunResult.Of(rules, new EngineOptions(), Ticks);
        Assert.Equal(7, result.Summary.DerivedEvents["counting"]);
        Assert.Equal(4, result.Summary.DerivedEvents["test"]);
    }

    [Fact]
    public void A_fault_in_a_windows_result_names_the_windows_end()
    {
        var result = Run(trades => trades.Tumbling(TimeSpan.FromSeconds(2)).Aggregate(0.0, (sum, t) => sum + t.Price).Select(w => 1 / Reciprocal2(w.Value)));
        Assert.Equal([("B", At(2)), ("A", At(6))], result.Letters.Select(letter => (letter.Key!, letter.Time)));
    }

    [Fact]
    public void A_query_that_throws_at_the_start_names_its_rule()
    {
        var fault = Assert.Throws<RuleException>(() => Run<double>(_ => throw new InvalidOperationException("no query today")));
        Assert.Equal("Rule 'test' can't be started: no query today", fault.Message);
    }

    [Fact]
    public void A_stream_made_inside_a_lambda_is_refused_with_a_reason()
    {
        var result = Run(trades => trades.SelectMany(t => (IObservable<double>)trades.Select(x => x.Price)));
        Assert.All(result.Letters, letter => Assert.Contains("Make it in the body of Query", letter.Message, StringComparison.Ordinal));
        Assert.NotEmpty(result.Letters);
    }

    [Rule("counting")]
    private sealed class Counting : Rule<Trade, int>
    {
        public override IObservable<int> Query(EventStream<Trade> trades) => trades.Scan(0, (count, _) => count + 1);
    }

    private static double Reciprocal(Trade trade) => Reciprocal2(trade.Price);

    private static double Reciprocal2(double price) => price == 0 ? throw new DivideByZeroException("no price") : 1 / price;

    private static RunResult Run<T>(Func<EventStream<Trade>, IObservable<T>> query, FaultPolicy policy = default) =>
        RunResult.Of([new TestRule<Trade, T>(query, policy)], new EngineOptions(), Ticks);

    private static IEnumerable<string> KeyAndPayload(RunResult result) =>
        result.Lines.Select(line => line.Split(' ')).Select(words => $"{words[2]} {words[^1]}");
}
