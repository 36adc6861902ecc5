using System.Numerics;
using Cep.Throughput;

namespace Cep.Perf.Tests;

/// <summary>Runs every scenario with few events: the answers and the bytes are the same on any machine. Times are not looked at.</summary>
/// <remarks>Bytes are counted for the whole process, so all tests of this project stay in one class, which runs one by one.</remarks>
[Collection(nameof(ThroughputTests))]
public sealed class ThroughputTests
{
    private const int Events = 65_536;

    // What derived events and growing arrays allocate in the second half of so short a run, divided among its events. One object
    // per event would be 24 bytes at the least.
    private const double Allowance = 4;

    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Engine_and_loop_find_the_same_and_keep_to_the_budget(string name)
    {
        var budgets = Budgets.Read();
        foreach (var comparison in Scenario.All.Single(scenario => scenario.Name == name).Prepare(Events))
        {
            var expected = comparison.Loop(Events);
            Assert.True(expected.Found > 0, $"{comparison.Name} finds nothing, so it checks nothing.");
            Assert.Equal(expected, comparison.Engine(Events));
            if (budgets.GetValueOrDefault(comparison.Name)?.BytesPerEvent is not { } allowed) continue;
            var bytes = Measurement.BytesPerEventOf(comparison);
            Assert.True(bytes <= allowed + Allowance, $"{comparison.Name} allocates {bytes:F2} bytes an event; budgets.json allows {allowed}.");
        }
    }

    [Fact]
    public void Every_budget_names_a_comparison()
    {
        var names = Scenario.All.SelectMany(scenario => scenario.Prepare(2048)).Select(comparison => comparison.Name).ToHashSet();
        Assert.Subset(names, Budgets.Read().Keys.ToHashSet());
    }

    /// <summary>So that counting them without listing them is worth something: listed at a microsecond each they would take a day.</summary>
    [Fact]
    public void A_session_of_stock_orders_has_more_matches_of_twelve_stages_than_can_be_listed()
    {
        var sum = new SumSink();
        new Engine([new StockCountRule(new StockQuery(12, 30_000_000_000))], new EngineOptions { ReadAhead = false })
            .Run([new TapeFeed<StockOrder>("session", StockSession.Tape(StockSession.Orders, byVolume: false), StockSession.Orders)], new RunOutputs().Add(sum), TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage("{0} matches", sum.Total);
        Assert.True(sum.Total > 100_000_000_000, $"The session has {sum.Total} matches only.");
    }

    [Fact]
    public void Wrong_answer_is_told_apart_from_the_right_one()
    {
        var right = default(Answer).With("A", 1, 2.0).With("B", 1, 3.0);
        var comparison = new Comparison("wrong", 1, _ => right, _ => default(Answer).With("B", 1, 3.0).With("A", 1, 2.0));
        Assert.Throws<InvalidOperationException>(() => Measurement.Of(comparison, rounds: 1));
    }

    [Fact]
    public void Quick_run_of_the_program_ends_well_and_wrong_usage_does_not()
    {
        Assert.Equal(0, Throughput.Program.Main(["--quick", "--scenario", "ema-breakout", "--events", "4096"]));
        Assert.Equal(2, Throughput.Program.Main(["--scenario", "no-such-scenario"]));
    }

    private sealed class SumSink : ISink
    {
        public BigInteger Total { get; private set; }

        public void Write(in DerivedEvent derived) => Total += derived.PayloadAs<BigInteger>();

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
