namespace Cep.Rules;

public sealed class MomentumIgnitionTests
{
    private static readonly Tape Prints = Tape.Load("Tapes/momentum-ignition.tape");

    [Fact]
    public void A_burst_of_one_side_whose_move_is_given_back_is_told_when_half_of_it_is() =>
        Prints.Run(new MomentumIgnitionRule { MinPrints = 4 }).ShouldDerive(
            ("BAC", "2013-10-07T13:30:01.4Z", new MomentumIgnition(TradeSide.Sell, 4, 700, 13.99, 13.95, 13.98, At("01"), At("01.3"))),
            ("IBM", "2013-10-07T13:30:03Z", new MomentumIgnition(TradeSide.Buy, 4, 600, 100.02, 100.08, 100.05, At("01"), At("01.6"))),
            ("C", "2013-10-07T13:30:30.999Z", new MomentumIgnition(TradeSide.Buy, 4, 400, 20.01, 20.05, 20.00, At("01"), At("02.5"))));

    [Fact]
    public void What_is_given_back_and_how_far_it_moved_are_parameters()
    {
        Prints.Run(new MomentumIgnitionRule { MinPrints = 4, GivenBack = 0.76 }).ShouldDerive<MomentumIgnition>(
            ("IBM", "2013-10-07T13:30:04Z", found => found.ReversalPrice == 100.00),
            ("C", "2013-10-07T13:30:30.999Z", _ => true));
        Prints.Run(new MomentumIgnitionRule { MinPrints = 4, MinMove = 0.05 }).ShouldDerive<MomentumIgnition>(("IBM", "2013-10-07T13:30:03Z", _ => true));
        Prints.Run(new MomentumIgnitionRule { MinPrints = 4, MovePercent = 0.1 }).ShouldDerive<MomentumIgnition>(
            ("BAC", "2013-10-07T13:30:01.4Z", _ => true),
            ("C", "2013-10-07T13:30:30.999Z", _ => true));
        Prints.Run(new MomentumIgnitionRule { MinPrints = 5 }).ShouldDeriveNothing<MomentumIgnition>();
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() =>
        Prints.Run(new MomentumIgnitionRule { MinPrints = 4 }).ShouldMatchGolden("Tapes/momentum-ignition.jsonl");

    private static EventTime At(string seconds) => EventTime.Parse($"2013-10-07T13:30:{seconds}Z");
}

public sealed class MomentumIgnitionContract : RuleContract<MomentumIgnitionRule>
{
    protected override MomentumIgnitionRule CreateRule() => new() { MinPrints = 4 };

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/momentum-ignition.tape")];
}
