namespace Cep.Rules;

public sealed class VShapeTests
{
    private static readonly Tape Prints = Tape.Load("Tapes/v-shape.tape");

    [Fact]
    public void Three_falls_and_three_rises_within_a_minute_are_a_buy_opportunity() =>
        Prints.Run(new VShapeRule()).ShouldDerive(
            ("IBM", "2013-10-07T13:31:00Z", V(100.04, 100.10, 100.00, "13:30:03")),
            ("D", "2013-10-07T13:32:03Z", V(10.50, 10.50, 10.20, "13:32:03")),
            ("F", "2013-10-07T13:34:06Z", V(5, 5, 2, "13:34:03")),
            ("F", "2013-10-07T13:34:12Z", V(4, 5, 1, "13:34:09")));

    [Fact]
    public void Repeats_can_be_passed_over() =>
        Prints.Run(new VShapeRule { SkipRepeats = true }).ShouldDerive(
            ("IBM", "2013-10-07T13:31:00Z", V(100.04, 100.10, 100.00, "13:30:03")),
            ("D", "2013-10-07T13:32:03Z", V(10.50, 10.50, 10.20, "13:32:03")),
            ("E", "2013-10-07T13:33:07Z", V(20.30, 20.30, 20.00, "13:33:04")),
            ("F", "2013-10-07T13:34:06Z", V(5, 5, 2, "13:34:03")),
            ("F", "2013-10-07T13:34:12Z", V(4, 5, 1, "13:34:09")));

    [Fact]
    public void Falls_rises_and_depth_are_parameters()
    {
        Prints.Run(new VShapeRule { Falls = 4 }).ShouldDeriveNothing<BuyOpportunity>();
        Prints.Run(new VShapeRule { Falls = 2, MinDepthPercent = 60 }).ShouldDerive(("F", "2013-10-07T13:34:12Z", V(4, 4, 1, "13:34:09")));
        Prints.Run(new VShapeRule { Rises = 4 }).ShouldDeriveNothing<BuyOpportunity>();
    }

    [Fact]
    public void Causes_are_the_seven_prints()
    {
        var first = Prints.Run(new VShapeRule()).Derived<BuyOpportunity>()[0];

        // Counted from 0, the top of IBM is event 1 of the tape, its third rise event 23.
        Assert.Equal(new Causes(1, 23, 7), first.Causes);
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() => Prints.Run(new VShapeRule()).ShouldMatchGolden("Tapes/v-shape.jsonl");

    private static BuyOpportunity V(double close, double top, double low, string lowTime) =>
        new(close, Top: top, Low: low, LowTime: EventTime.Parse($"2013-10-07T{lowTime}Z"));
}

public sealed class VShapeContract : RuleContract<VShapeRule>
{
    protected override VShapeRule CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/v-shape.tape")];
}
