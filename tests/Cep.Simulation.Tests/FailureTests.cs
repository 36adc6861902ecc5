namespace Cep.Simulation;

/// <summary>The simulator itself: that it finds what is wrong and tells it in few words.</summary>
public sealed class FailureTests
{
    private static readonly SimulationCoverage Coverage = new();

    [Fact]
    public void A_reference_that_says_something_else_is_a_failure()
    {
        var simulated = With(new WrongWhere());
        Assert.Contains("derived event 1, of 1 expected and 0 actual", CaseCheck.Run(simulated), StringComparison.Ordinal);
        Assert.Null(CaseCheck.Run(With(new WhereOperator(new Formula(1, 0, 0, 2)))));
    }

    [Fact]
    public void A_failing_case_is_made_small()
    {
        // Stands for a fault that needs a pair of operators, a trade at 7 and two shards.
        static string? Check(SimulatedCase simulated) =>
            simulated.Rules.Any(rule => QueryNode.AllOf(rule.Roots).Any(node => node.Operation is WindowOperator && node.Inputs[0].Operation is AsOfOperator))
            && simulated.Feeds.Any(feed => feed.Rows.Any(row => row.Event is Trade { Price: 7 })) && simulated.Run.Shards > 1
                ? "this and that"
                : null;
        var failure = Enumerable.Range(1, 10_000).Select(seed => Simulator.RunCase((ulong)seed, Check, Coverage)).First(found => found is not null)!;
        var lines = failure.Listing.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^rule [\w-]+\([\w, ]+\) → Found\w: \w+\.AsOf", lines[0]);
        // The join, the kind of windows and what they compute; no other operator is left.
        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(lines[0], @"(?<=[\w)])\.[A-Z]"));
        Assert.StartsWith("run  shards 2, batches of 1024, queues of 32, read ahead False", lines[1], StringComparison.Ordinal);
        Assert.Contains(" trade 7 ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_tells_its_seed_and_how_to_see_it_again()
    {
        var failure = Simulator.RunCase(4711, _ => "the difference", Coverage)!;
        Assert.Contains("./cep simulate --seed 4711", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("CEP_SEED=4711", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("the difference", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_whose_joins_multiply_rows_beyond_reason_is_counted_and_left_out()
    {
        var coverage = new SimulationCoverage();
        Assert.Null(Simulator.RunCase(1, _ => throw new TooLargeException(), coverage));
        Assert.Equal((0, 1), (coverage.Cases, coverage.TooLarge));
    }

    private static SimulatedCase With(SimulatedOperator operation) => new()
    {
        Seed = 0,
        Rules = [new RuleCase { Slot = 0, Payload = 0, Inputs = [RuleInput.Trades], Roots = [new QueryNode(operation, new QueryNode(new SourceOperator(0, "trades")))] }],
        Feeds = [new FeedCase("f", [new SimulatedRow(0, new Trade(EventTime.Parse("2013-10-07T13:30:00Z"), Symbol.Of("M"), 5, 1))])],
        Run = new RunCase(),
    };

    /// <summary>Lets nothing pass and says that it lets everything pass.</summary>
    private sealed record WrongWhere : SimulatedOperator
    {
        public override string Describe(IReadOnlyList<string> inputs) => inputs[0];

        public override EventStream<Row> Build(QueryInputs inputs) => inputs.Only.Where(_ => false);

        public override IEnumerable<ReferenceRow> Compute(ReferenceInputs inputs) => inputs.Only;
    }
}
