namespace Cep.Rules;

public sealed class PriceJumpRuleTests
{
    [Fact]
    public void A_minute_that_closes_one_percent_higher_is_a_jump_at_its_end()
    {
        Tape.On("2013-10-07")
            .Trade("IBM", "13:30:10", 100)
            .Trade("IBM", "13:31:50", 101)
            .Run(new PriceJumpRule())
            .ShouldDerive<PriceJump>(("IBM", "13:32", jump => jump.Close == 101));
    }
}

public sealed class PriceJumpContract : RuleContract<PriceJumpRule>
{
    protected override PriceJumpRule CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() =>
    [
        Tape.On("2013-10-07")
            .Trade("IBM", "13:30:10", 100).Trade("BAC", "13:30:20", 14)
            .Trade("IBM", "13:31:10", 101).Trade("BAC", "13:31:20", 13),
    ];
}
