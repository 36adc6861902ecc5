namespace Cep.Tests;

public sealed class RuleGraphTests
{
    [Fact]
    public void A_cycle_is_refused_by_naming_it()
    {
        var fault = Assert.Throws<RuleException>(() => new Engine([new TestRule<One, Two>(ones => ones.Select(x => new Two(x.Value))), new Middle(), new Last()]));
        Assert.Equal("Rules consume each other in a cycle: 'last' → 'test' → 'middle' → 'last'. Leave one of them out.", fault.Message);
    }

    [Fact]
    public void A_rule_that_consumes_what_it_derives_is_a_cycle_of_one()
    {
        var fault = Assert.Throws<RuleException>(() => new Engine([new Own()]));
        Assert.Equal("Rules consume each other in a cycle: 'own' → 'own'. Leave one of them out.", fault.Message);
    }

    [Fact]
    public void An_input_that_comes_from_nowhere_is_refused()
    {
        var fault = Assert.Throws<RuleException>(() => new Engine([new Middle()]));
        Assert.Equal(
            "Rule 'middle' consumes Two, which none of the chosen rules derives. Choose a rule that derives Two as well.", fault.Message);
    }

    [Fact]
    public void A_rule_runs_once()
    {
        var fault = Assert.Throws<RuleException>(() => new Engine([new Source(), new Source()]));
        Assert.Equal("Rule 'source' is named 2 times; a rule runs once. Remove the others.", fault.Message);
    }

    [Fact]
    public void Producers_come_before_consumers_whatever_the_order_given()
    {
        var graph = new RuleGraph([new Middle(), new Source()]);
        Assert.Equal(["source", "middle"], graph.InOrder.Select(rule => rule.Name));
    }

    [Fact]
    public void A_rule_without_a_name_is_refused()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new Nameless());
        Assert.Equal("Nameless is a rule without a name: mark the class with [Rule(\"its-name\")].", fault.Message);
    }

    private readonly record struct One(int Value);

    private readonly record struct Two(int Value);

    private readonly record struct Three(int Value);

    [Rule("source")]
    private sealed class Source : Rule<Trade, Two>
    {
        public override IObservable<Two> Query(EventStream<Trade> events) => events.Select(_ => new Two(1));
    }

    [Rule("middle")]
    private sealed class Middle : Rule<Two, Three>
    {
        public override IObservable<Three> Query(EventStream<Two> events) => events.Select(x => new Three(x.Value));
    }

    [Rule("last")]
    private sealed class Last : Rule<Three, One>
    {
        public override IObservable<One> Query(EventStream<Three> events) => events.Select(x => new One(x.Value));
    }

    [Rule("own")]
    private sealed class Own : Rule<One, One>
    {
        public override IObservable<One> Query(EventStream<One> events) => events;
    }

    private sealed class Nameless : Rule<Trade, One>
    {
        public override IObservable<One> Query(EventStream<Trade> events) => events.Select(_ => new One(1));
    }
}
