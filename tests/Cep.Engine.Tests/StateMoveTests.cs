using CsCheck;

namespace Cep.Tests;

/// <summary>What a key has come to can be taken out of a plan and put into another one, and nobody sees it in the results.</summary>
public sealed class StateMoveTests
{
    private static readonly Gen<IReadOnlyList<Rule>> AnyRules = Gen.OneOf(
        Gen.Select(Gen.Int[0, KeyedQueries.All.Length - 1], Gen.Int[0, 9], (i, after) => WithProducers(KeyedQueries.All[i](ForgetAfter(after)))),
        Gen.Int[0, DeterminismTests.Queries.Length - 1].Select(i => WithProducers(DeterminismTests.Queries[i]())).Where(MovableRun.CanMove));

    private static readonly Gen<(IEvent[] Events, IReadOnlyList<Rule> Rules, int Cut, int BatchSize, int Symbol)> Cases =
        Gen.Select(DeterminismTests.Stream, AnyRules, Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[0, 4]);

    [Fact]
    public void Every_operator_of_ours_can_be_saved() =>
        Assert.All(KeyedQueries.All, query => Assert.Empty(new ShardPlan(new RuleGraph(WithProducers(query(TimeSpan.FromSeconds(9)))).InOrder, 0, 1).Rules.Select(rule => rule.WhyNotSaved).OfType<string>()));

    /// <summary>A query that never says anything proves nothing.</summary>
    [Fact]
    public void Every_query_has_something_to_say()
    {
        var random = new Random(7);
        var events = Enumerable.Range(0, 4000).Select(i => random.Next(4) == 0
            ? (IEvent)Make.Quote($"S{random.Next(40)}", i / 40, random.Next(1, 7), 9) : Make.Trade($"S{random.Next(40)}", i / 40, random.Next(1, 7))).ToArray();
        Assert.All(KeyedQueries.All, query => Assert.Contains(new MovableRun(WithProducers(query(null)), 50, events).Run(), line => line.StartsWith("2013", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_plan_goes_on_with_the_keys_of_another() =>
        Cases.Sample((events, rules, cut, batchSize, _) =>
        {
            var uncut = new MovableRun(rules, batchSize, events).Run();
            var moved = new MovableRun(rules, batchSize, events).Run(cut, _ => true);
            Assert.Equal(uncut, moved);
            return true;
        }, iter: 2_000);

    [Fact]
    public void A_key_goes_on_in_a_plan_that_never_saw_the_others() =>
        Cases.Sample((events, rules, cut, batchSize, symbol) =>
        {
            var name = $"S{symbol}";
            var uncut = new MovableRun(rules, batchSize, events).Run();
            var moved = new MovableRun(rules, batchSize, events).Run(cut, key => key == name);
            Assert.Equal(uncut.Where(line => IsOf(name, line)), moved.Where(line => IsOf(name, line)));
            return true;
        }, iter: 2_000);

    [Fact]
    public void What_is_loaded_takes_the_place_of_what_was_there() =>
        Cases.Sample((events, rules, cut, batchSize, symbol) =>
        {
            var other = events.Where((e, i) => i % 3 > 0 || e.Symbol.Name != $"S{symbol}").ToArray();
            var uncut = new MovableRun(rules, batchSize, events).Run();
            var moved = new MovableRun(rules, batchSize, events) { Before = other }.Run(cut, _ => true);
            Assert.Equal(uncut, moved);
            return true;
        }, iter: 2_000);

    [Fact]
    public void What_was_loaded_is_saved_as_it_was() =>
        Cases.Sample((events, rules, cut, batchSize, symbol) =>
        {
            new MovableRun(rules, batchSize, events) { OnMoved = Assert.Equal }.Run(cut, _ => true);
            return true;
        }, iter: 1_000);

    [Fact]
    public void A_forgotten_key_begins_anew() =>
        Cases.Sample((events, rules, cut, batchSize, symbol) =>
        {
            var name = $"S{symbol}";
            var fresh = new MovableRun(rules, batchSize, events).Run(cut, key => key != name);
            var forgetful = new MovableRun(rules, batchSize, events).RunAndForget(cut, name);
            Assert.Equal(fresh, forgetful);
            return true;
        }, iter: 1_000);

    //  At 3, where B has an event, A's window is told early; as A could be quarantined by an event of 3, that waits until 3 is over.
    [Fact]
    public void Early_results_that_wait_for_a_fault_go_along_with_their_key()
    {
        TestRule<Trade, long> rule = new(
            trades => trades.Tumbling(TimeSpan.FromSeconds(10)).EarlyEvery(TimeSpan.FromSeconds(3)).Count().Select(window => window.Value), FaultPolicy.QuarantineAfter(1));
        IEvent[] events = [Make.Trade("A", 1, 1), Make.Trade("B", 3, 1), Make.Trade("A", 12, 1)];
        var uncut = new MovableRun([rule], 1, events).Run();
        Assert.Equal(3, uncut.Count(line => line.EndsWith(" Provisional", StringComparison.Ordinal)));
        Assert.Equal(uncut, new MovableRun([rule], 1, events).Run(2, _ => true));
    }

    /// <summary>Whether a derived event or a dead letter belongs to a key; a payload may name others.</summary>
    private static bool IsOf(string key, string line) =>
        line.Contains($" {key} #", StringComparison.Ordinal) || line.Contains($" Key = {key},", StringComparison.Ordinal);

    private static TimeSpan? ForgetAfter(int seconds) => seconds == 0 ? null : TimeSpan.FromSeconds(seconds);

    internal static IReadOnlyList<Rule> WithProducers(Rule rule) => rule is KeyedQueries.OfQuotesAndTheirOwn
        ? [rule, new KeyedQueries.MakesQuotes()]
        : DeterminismTests.WithProducers([rule]);
}
