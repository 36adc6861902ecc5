namespace Cep.Rules;

public sealed class DoubleBottomTests
{
    private static readonly Tape Prints = Tape.Load("Tapes/double-bottom.tape");

    [Fact]
    public void Two_level_lows_and_a_close_above_the_high_between_are_a_double_bottom() =>
        Prints.Run(Rule()).ShouldDerive(
            ("IBM", "2013-10-07T13:41:00Z", new DoubleBottom(100, At("13:33"), 101.5, At("13:36"), 100.1, At("13:38"), 101.6)));

    [Fact]
    public void Tolerance_and_time_are_parameters()
    {
        Prints.Run(Rule(tolerance: 0.05)).ShouldDeriveNothing<DoubleBottom>();
        Prints.Run(Rule(within: TimeSpan.FromMinutes(31))).ShouldDerive<DoubleBottom>(
            ("IBM", "2013-10-07T13:41:00Z", _ => true),
            ("D", "2013-10-07T14:05:00Z", found => found is { FirstLow: 100, SecondLow: 100, HighBetween: 101.5, Close: 101.6 }));
    }

    [Fact]
    public void A_low_in_another_day_is_no_first_low()
    {
        var tape = Tape.On("2013-10-07")
            .Trade("IBM", "19:50", 102).Trade("IBM", "19:51", 100).Trade("IBM", "19:52", 101.5)
            .Trade("IBM", "19:53", 100).Trade("IBM", "19:54", 101.2);
        tape.Add(new Trade(EventTime.Parse("2013-10-08T13:30:00Z"), Symbol.Of("IBM"), 103, 100));

        tape.Run(Rule()).ShouldDeriveNothing<DoubleBottom>();
    }

    [Fact]
    public void A_tolerance_as_great_as_the_rise_is_refused() =>
        Assert.Equal("tolerancePercent (0.3) must be less than risePercent (0.3).", new DoubleBottomRule { TolerancePercent = 0.3 }.Validate());

    [Fact]
    public void Output_is_that_of_the_golden_file() => Prints.Run(Rule()).ShouldMatchGolden("Tapes/double-bottom.jsonl");

    internal static DoubleBottomRule Rule(double tolerance = 0.2, TimeSpan? within = null) =>
        new() { RisePercent = 1, TolerancePercent = tolerance, Within = within ?? TimeSpan.FromMinutes(30) };

    private static EventTime At(string time) => EventTime.Parse($"2013-10-07T{time}:00Z");
}

public sealed class DoubleBottomContract : RuleContract<DoubleBottomRule>
{
    protected override DoubleBottomRule CreateRule() => DoubleBottomTests.Rule();

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/double-bottom.tape")];
}
