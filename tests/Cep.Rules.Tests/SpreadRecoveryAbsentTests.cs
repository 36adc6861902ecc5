namespace Cep.Rules;

public sealed class SpreadRecoveryAbsentTests
{
    private static readonly Tape Quotes = Tape.Load("Tapes/spread-recovery-absent.tape");

    [Fact]
    public void A_spread_that_stays_wide_is_told_when_its_time_is_up() =>
        Quotes.Run(Rule()).ShouldDerive(
            ("IBM", "2013-10-07T13:31:15.001Z", new UnrecoveredSpread(100.00, 100.06, 0.06, 0.02, At("13:31:10"))),
            ("E", "2013-10-07T13:31:45.001Z", new UnrecoveredSpread(50.00, 50.10, 0.10, 0.02, At("13:31:40"))));

    [Fact]
    public void What_is_wide_what_is_recovered_and_how_long_it_may_take_are_parameters()
    {
        Quotes.Run(new SpreadRecoveryAbsentRule { MinQuotes = 1, Recovered = 2 }).ShouldDerive<UnrecoveredSpread>(("E", "2013-10-07T13:31:45.001Z", _ => true));
        Quotes.Run(new SpreadRecoveryAbsentRule { MinQuotes = 1, Widened = 4 }).ShouldDerive<UnrecoveredSpread>(("E", "2013-10-07T13:31:45.001Z", _ => true));
        Quotes.Run(new SpreadRecoveryAbsentRule { MinQuotes = 1, Within = TimeSpan.FromSeconds(4) }).ShouldDerive<UnrecoveredSpread>(
            ("BAC", "2013-10-07T13:31:14.001Z", _ => true),
            ("IBM", "2013-10-07T13:31:14.001Z", _ => true),
            ("E", "2013-10-07T13:31:44.001Z", _ => true));
    }

    [Fact]
    public void Of_a_minute_with_few_quotes_nothing_is_usual() =>
        Quotes.Run(new SpreadRecoveryAbsentRule { MinQuotes = 2 }).ShouldDeriveNothing<UnrecoveredSpread>();

    [Fact]
    public void Outside_regular_hours_and_outside_the_calendar_all_hours_count_when_asked_for()
    {
        var evening = Tape.On("2013-10-07").Quote("IBM", "21:00", 10.00, 100, 10.01, 100).Quote("IBM", "21:01", 10.00, 100, 10.10, 100);
        var lateCentury = Tape.On("2091-01-01").Quote("IBM", "21:00", 10.00, 100, 10.01, 100).Quote("IBM", "21:01", 10.00, 100, 10.10, 100);

        evening.Run(Rule()).ShouldDeriveNothing<UnrecoveredSpread>();
        evening.Run(new SpreadRecoveryAbsentRule { MinQuotes = 1, RegularHours = false }).ShouldDerive<UnrecoveredSpread>(("IBM", "2013-10-07T21:01:05.001Z", _ => true));
        lateCentury.Run(Rule()).ShouldDerive<UnrecoveredSpread>(("IBM", "2091-01-01T21:01:05.001Z", _ => true));
    }

    [Fact]
    public void A_recovery_as_wide_as_wide_is_refused() =>
        Assert.Equal("recovered (3) must be less than widened (3).", new SpreadRecoveryAbsentRule { Recovered = 3 }.Validate());

    [Fact]
    public void Output_is_that_of_the_golden_file() => Quotes.Run(Rule()).ShouldMatchGolden("Tapes/spread-recovery-absent.jsonl");

    internal static SpreadRecoveryAbsentRule Rule() => new() { MinQuotes = 1 };

    private static EventTime At(string time) => EventTime.Parse($"2013-10-07T{time}Z");
}

public sealed class SpreadRecoveryAbsentContract : RuleContract<SpreadRecoveryAbsentRule>
{
    protected override SpreadRecoveryAbsentRule CreateRule() => SpreadRecoveryAbsentTests.Rule();

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/spread-recovery-absent.tape")];
}
