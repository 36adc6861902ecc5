namespace Cep.Rules;

public sealed class EffectiveSpreadTests
{
    private static readonly Tape Prints = Tape.Load("Tapes/effective-spread.tape");

    [Fact]
    public void Trades_are_priced_against_the_quote_valid_at_their_time() =>
        Prints.Run(new EffectiveSpreadRule()).ShouldDerive(
            ("BAC", "2013-10-07T13:30:03Z", new EffectiveSpread(14, 300, 13.99, 14.01, 14, 0, TradeSide.Unknown)),
            ("IBM", "2013-10-07T13:30:03Z", new EffectiveSpread(182.45, 200, 182.40, 182.50, 182.45, 0, TradeSide.Sell)),
            ("IBM", "2013-10-07T13:30:04Z", new EffectiveSpread(182.50, 100, 182.46, 182.52, 182.49, 0.02, TradeSide.Buy)),
            ("BAC", "2013-10-07T13:30:05Z", new EffectiveSpread(13.995, 100, 13.99, 14.01, 14, 0.01, TradeSide.Sell)),
            ("BAC", "2013-10-07T13:30:07Z", new EffectiveSpread(14.015, 100, 14.02, 14.01, 14.015, 0, TradeSide.Buy)),
            ("IBM", "2013-10-07T13:30:07Z", new EffectiveSpread(182.40, 100, 182.46, 182.52, 182.49, 0.18, TradeSide.Sell)));

    [Fact]
    public void Output_is_that_of_the_golden_file() => Prints.Run(new EffectiveSpreadRule()).ShouldMatchGolden("Tapes/effective-spread.jsonl");
}

public sealed class EffectiveSpreadContract : RuleContract<EffectiveSpreadRule>
{
    protected override EffectiveSpreadRule CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/effective-spread.tape")];
}
