namespace Cep.Rules;

public sealed class BlockTradeTests
{
    private static readonly Tape Prints = Tape.Load("Tapes/block-trade.tape");

    [Fact]
    public void A_print_that_reaches_either_limit_is_a_block()
    {
        Prints.Run(new BlockTradeRule()).ShouldDerive(
            ("BAC", "2013-10-07T13:30:00Z", new BlockTrade(BlockTradeAction.Review, 14, 10_000, 140_000, 'P')),
            ("IBM", "2013-10-07T13:30:01Z", new BlockTrade(BlockTradeAction.Review, 200, 1_000, 200_000, 'N')),
            ("BAC", "2013-10-07T13:30:02Z", new BlockTrade(BlockTradeAction.Review, 14.25, 20_000, 285_000, 'N')),
            ("BAC", "2013-10-07T13:30:02Z", new BlockTrade(BlockTradeAction.Review, 14.25, 20_000, 285_000, 'N')),
            ("IBM", "2013-10-07T13:30:02Z", new BlockTrade(BlockTradeAction.Verify, 182.5, 1_200, 219_000, null)));
    }

    [Fact]
    public void Equal_prints_give_derived_events_with_ids_of_their_own()
    {
        var blocks = Prints.Run(new BlockTradeRule()).Derived<BlockTrade>();

        Assert.Equal(blocks.Count, blocks.Select(block => block.Id).Distinct().Count());
        Assert.Equal([0, 1], blocks.Where(block => block.Payload.Price == 14.25).Select(block => block.Ordinal));
    }

    [Fact]
    public void The_limits_are_parameters()
    {
        Prints.Run(new BlockTradeRule { MinSize = 20_001, MinNotional = 285_000.01 }).ShouldDeriveNothing<BlockTrade>();
        Assert.Equal(8, Prints.Run(new BlockTradeRule { MinSize = 100 }).Events.Count);
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() => Prints.Run(new BlockTradeRule()).ShouldMatchGolden("Tapes/block-trade.jsonl");
}

public sealed class BlockTradeContract : RuleContract<BlockTradeRule>
{
    protected override BlockTradeRule CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/block-trade.tape")];
}
