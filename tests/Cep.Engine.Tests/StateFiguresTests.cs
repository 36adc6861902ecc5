using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>A run tells what its rules keep, and ends when one keeps more than it may.</summary>
public sealed class StateFiguresTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Open_windows_count_with_their_keys_from_their_start()
    {
        // A's window from 0 s has closed when the log ends at 17 s; those from 10 s are open, A's among them.
        var state = StateOf(t => t.Tumbling(10 * Second).Sum(x => x.Price), Trade("A", 1, 1), Trade("C", 2, 1), Trade("A", 11, 1), Trade("B", 17, 1));
        Assert.Equal((2, 2, 0), (state.Keys, state.OpenWindows, state.PendingTimers));
        Assert.Equal(At(10), state.Oldest);

        // A sum of two numbers with three counts of what is not finite, which take the room of two, and three numbers about the window.
        Assert.Equal(2 * 7 * sizeof(long), state.Bytes);
    }

    [Fact]
    public void Timers_count_until_they_fire()
    {
        var state = StateOf(t => t.Absent(5 * Second), Trade("A", 0, 1), Trade("B", 3, 1), Trade("C", 6, 1));
        Assert.Equal((2, 0, 2), (state.Keys, state.OpenWindows, state.PendingTimers));
        Assert.Equal(At(3), state.Oldest);
    }

    [Fact]
    public void A_key_that_has_what_a_new_one_has_is_not_held()
    {
        var state = StateOf(t => t.Ema(3, x => x.Price), Trade("A", 0, 0), Trade("B", 3, 1));
        Assert.Equal(1, state.Keys);
        Assert.Equal(sizeof(double), state.Bytes);
        Assert.Null(state.Oldest);
    }

    [Fact]
    public void A_run_without_events_keeps_nothing_to_tell() =>
        Assert.Empty(RunResult.Of([new DeterminismTests.Closes()], new EngineOptions(), new ListFeed("f")).Summary.State);

    [Fact]
    public void Figures_are_the_same_for_any_shards_and_batches() =>
        Gen.Select(DeterminismTests.Stream, Gen.Int[0, KeyedQueries.All.Length - 2], Gen.Int[1, 9], Gen.Int[1, 30], Gen.Int[2, 4]).Sample((events, query, after, batchSize, shards) =>
        {
            var rule = KeyedQueries.All[query](TimeSpan.FromSeconds(after));
            var plain = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", events));
            var other = RunResult.Of([rule], new EngineOptions { BatchSize = batchSize, Shards = shards }, new ListFeed("f", events));
            Assert.Equal(plain.Summary.State, other.Summary.State);
            return true;
        }, iter: 300);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_rule_over_its_budget_ends_the_run(int shards)
    {
        var options = new EngineOptions
        {
            Shards = shards,
            BatchSize = 10,
            StateInterval = 10 * Second,
            StateBudgetByRule = new Dictionary<string, StateBudget> { ["test"] = new(MaxKeys: 30) },
        };
        var events = Enumerable.Range(0, 100).Select(i => (IEvent)Trade($"K{i}", i, 1)).ToArray();
        var rule = new TestRule<Trade, double>(t => t.Scan(0.0, (sum, x) => sum + x.Price));
        var sink = new TextSink();

        var fault = Assert.Throws<StateBudgetException>(() =>
            new Engine([rule], options).Run([new ListFeed("f", events)], new RunOutputs().Add(sink), TestContext.Current.CancellationToken));

        Assert.StartsWith("Rule 'test' keeps 40 keys at 2013-10-07T13:30:39.000000000Z; its budget allows 30.", fault.Message, StringComparison.Ordinal);

        // What was derived until then is right.
        var whole = RunResult.Of([rule], new EngineOptions(), new ListFeed("f", events));
        Assert.Equal(whole.Lines.Take(sink.Lines.Count), sink.Lines);
        Assert.InRange(sink.Lines.Count, 30, 40);
    }

    [Fact]
    public void A_rule_that_forgets_quiet_keys_stays_within_its_budget()
    {
        var reports = new List<StateReport>();
        var options = new EngineOptions { BatchSize = 10, StateInterval = 10 * Second, StateBudget = new StateBudget(MaxKeys: 30), OnState = reports.Add };
        var events = Enumerable.Range(0, 100).Select(i => (IEvent)Trade($"K{i}", i, 1)).ToArray();
        var rule = new TestRule<Trade, double>(t => t.Scan(0.0, (sum, x) => sum + x.Price)) { ForgetAfter = 20 * Second };
        Assert.Equal(100, RunResult.Of([rule], options, new ListFeed("f", events)).Lines.Count);
        Assert.True(reports.Count >= 9);
        Assert.All(reports.Skip(3), report => Assert.InRange(report.Rules["test"].Keys, 19, 21));
    }

    private static StateFigures StateOf<T>(Func<EventStream<Trade>, IObservable<T>> query, params IEvent[] events) =>
        RunResult.Of([new TestRule<Trade, T>(query)], new EngineOptions(), new ListFeed("f", events)).Summary.State["test"];
}
