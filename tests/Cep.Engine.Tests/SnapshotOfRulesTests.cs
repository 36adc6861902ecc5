using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>A rule's state is loaded into the same rule with the same parameters and the same query, and into nothing else.</summary>
public sealed class SnapshotOfRulesTests
{
    [Fact]
    public void The_same_rule_goes_on() => Assert.Equal(["1", "3"], Resume(new Averages { Period = 3 }, Take(new Averages { Period = 3 })));

    [Fact]
    public void Other_parameters_are_refused_by_name()
    {
        var fault = Assert.Throws<SnapshotException>(() => Resume(new Averages { Period = 5 }, Take(new Averages { Period = 3 })));
        Assert.StartsWith("The snapshot has rule 'averages' with period=3, the run with period=5, and the rule doesn't say", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_may_say_that_its_state_holds_for_other_parameters() =>
        // It went half of the way from 0 to 2; with a period of 7 it goes a quarter of the way from there to 5.
        Assert.Equal(["1", "2"], Resume(new Averages { Period = 7, Change = VersionChange.CarryOver }, Take(new Averages { Period = 3 })));

    [Fact]
    public void Another_time_to_forget_quiet_keys_is_another_parameter()
    {
        static Rule Of(int seconds) => new TestRule<Trade, double>(t => t.Ema(3, x => x.Price)) { ForgetAfter = TimeSpan.FromSeconds(seconds) };
        var fault = Assert.Throws<SnapshotException>(() => Resume(Of(20), Take(Of(10))));
        Assert.Contains("with ForgetQuietKeysAfter=10s, the run with ForgetQuietKeysAfter=20s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_another_type_is_refused()
    {
        var fault = Assert.Throws<SnapshotException>(() => Resume(
            new TestRule<Trade, double>(t => t.Scan(new Pair(0, 0), (pair, x) => new Pair(x.Price, pair.Last)).Select(pair => pair.Last)),
            Take(new TestRule<Trade, double>(t => t.Scan(new Single(0), (_, x) => new Single(x.Price)).Select(single => single.Last)))));
        Assert.Contains("state 2 is StepOperator of Single(Double <Last>k__BackingField), in the query StepOperator of Pair(Double", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Give the rule a new version", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_with_more_operators_is_refused()
    {
        var fault = Assert.Throws<SnapshotException>(() => Resume(
            new TestRule<Trade, double>(t => t.Ema(3, x => x.Price).Ema(3, x => x)), Take(new TestRule<Trade, double>(t => t.Ema(3, x => x.Price)))));
        Assert.Contains("it has 2 states, the query 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_of_another_shape_is_refused()
    {
        static Rule Of(int times) => new TestRule<Trade, double>(t => t.Match(Pattern.Of<KeyedPatterns.Steps<Trade>>()
            .Begin(m => m.First).FollowedBy(m => m.Second, x => x.Price > 3).Times(times).Within(TimeSpan.FromSeconds(60)).SkipPastLast()).Select(m => m.Second.Last.Price));
        Assert.Equal(["5"], Resume(Of(1), Take(Of(1))));
        var fault = Assert.Throws<SnapshotException>(() => Resume(Of(2), Take(Of(1))));
        Assert.Contains("states, in the query", fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Resume(Rule rule, Snapshot snapshot)
    {
        var sink = new TextSink();
        new Engine([rule], new EngineOptions { Start = snapshot }).Run([new ListFeed("f", Trade("A", 1, 2), Trade("A", 3, 5))], new RunOutputs().Add(sink), TestContext.Current.CancellationToken);
        return sink.Lines.Select(line => line.Split(' ')[^1]);
    }

    private static Snapshot Take(Rule rule)
    {
        byte[]? saved = null;
        var options = new EngineOptions { StopAt = At(2), OnSnapshot = point => saved = point.TakeSnapshot().ToBytes() };
        new Engine([rule], options).Run([new ListFeed("f", Trade("A", 1, 2), Trade("A", 3, 5))], new RunOutputs(), TestContext.Current.CancellationToken);
        return Snapshot.FromBytes(saved!);
    }

    private readonly record struct Single(double Last);

    private readonly record struct Pair(double Last, double Before);

    [Rule("averages")]
    private sealed class Averages : Rule<Trade, double>
    {
        [Parameter("How many prices are averaged.", Min = 1)]
        public int Period { get; set; } = 3;

        public VersionChange Change { get; init; }

        public override VersionChange FromVersion(int version) => Change;

        public override IObservable<double> Query(EventStream<Trade> events) => events.Ema(Period, x => x.Price);
    }
}
