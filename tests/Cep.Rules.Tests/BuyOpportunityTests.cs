namespace Cep.Rules;

public sealed class BuyOpportunityTests
{
    private const double Fast = 140 / 27.0;
    private const double Slow = 4.875;
    private static readonly Tape Rises = Tape.Load("Tapes/buy-opportunity.tape");

    // breakouts  of all at 13:35 (first window) and 13:50 (fourth window)
    // spikes     C 13:33, 13:51 · BAC 13:44 · IBM 13:45 · AIG 13:48, 13:50
    [Fact]
    public void A_spike_exactly_as_old_as_allowed_counts_and_so_does_one_at_the_breakout()
    {
        RunWith(new BuyOpportunityRule { WarmUpWindows = 3, Within = TimeSpan.FromMinutes(5) }).ShouldDerive<BuyOpportunity>(
            ("AIG", "2013-10-07T13:50:00Z", found => Is(found, "13:50", 3_000, 6_000 / 700.0)),
            ("IBM", "2013-10-07T13:50:00Z", found => Is(found, "13:45", 600, 6)));
    }

    [Fact]
    public void A_spike_older_than_allowed_does_not_count()
    {
        RunWith(new BuyOpportunityRule { WarmUpWindows = 3, Within = TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1) }).ShouldDerive<BuyOpportunity>(
            ("AIG", "2013-10-07T13:50:00Z", _ => true));
        RunWith(new BuyOpportunityRule { WarmUpWindows = 3, Within = TimeSpan.Zero }).ShouldDerive<BuyOpportunity>(
            ("AIG", "2013-10-07T13:50:00Z", found => found.SpikeTime == Rises.At("2013-10-07T13:50:00Z")));
        RunWith(new BuyOpportunityRule { WarmUpWindows = 3, Within = TimeSpan.FromMinutes(6) }).ShouldDerive<BuyOpportunity>(
            ("AIG", "2013-10-07T13:50:00Z", _ => true),
            ("BAC", "2013-10-07T13:50:00Z", found => Is(found, "13:44", 600, 6)),
            ("IBM", "2013-10-07T13:50:00Z", _ => true));
    }

    [Fact]
    public void Breakouts_in_the_warm_up_do_not_count()
    {
        RunWith(new BuyOpportunityRule { WarmUpWindows = 4, Within = TimeSpan.FromMinutes(6) }).ShouldDeriveNothing<BuyOpportunity>();
        RunWith(new BuyOpportunityRule { WarmUpWindows = 0, Within = TimeSpan.FromMinutes(5) }).ShouldDerive<BuyOpportunity>(
            ("C", "2013-10-07T13:35:00Z", found => found is { Close: 12, EmaFast: 8, EmaSlow: 6, SpikeVolume: 600, SpikeRatio: 12 }),
            ("AIG", "2013-10-07T13:50:00Z", _ => true),
            ("IBM", "2013-10-07T13:50:00Z", _ => true));
    }

    [Fact]
    public void The_warm_up_is_declared() => Assert.Equal("100 windows with trades of a symbol", new BuyOpportunityRule().WarmUp);

    [Fact]
    public void Causes_are_those_of_the_breakout_and_of_the_spike()
    {
        var ibm = RunWith(new BuyOpportunityRule { WarmUpWindows = 3, Within = TimeSpan.FromMinutes(5) })
            .Derived<BuyOpportunity>().Single(derived => derived.Key == "IBM");

        // The print of 13:44 is event 16 of the tape counted from 0, that of 13:46 event 19.
        Assert.Equal(new Causes(16, 19, 2), ibm.Causes);
    }

    [Fact]
    public void It_needs_the_rules_whose_derived_events_it_consumes()
    {
        var fault = Assert.Throws<RuleException>(() => Rises.Run(new BuyOpportunityRule(), new EmaBreakoutRule()));

        Assert.Equal(
            "Rule 'buy-opportunity' consumes VolumeSpike, which none of the chosen rules derives. Choose a rule that derives VolumeSpike as well.",
            fault.Message);
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() =>
        RunWith(new BuyOpportunityRule { WarmUpWindows = 3, Within = TimeSpan.FromMinutes(5) }).ShouldMatchGolden("Tapes/buy-opportunity.jsonl");

    internal static Rule[] Producers() => [new EmaBreakoutRule { Fast = 2, Slow = 3 }, new VolumeSpikeRule { Minutes = 2, MinVolume = 500 }];

    private static RuleRun RunWith(BuyOpportunityRule rule) => Rises.Run([rule, .. Producers()]);

    private static bool Is(BuyOpportunity found, string spikeTime, double volume, double ratio) =>
        found.Close == 6 && found.EmaFast is { } fast && Math.Abs(fast - Fast) < 1e-12 && found.EmaSlow == Slow
        && found.SpikeTime == Rises.At($"2013-10-07T{spikeTime}:00Z") && found.SpikeVolume == volume && found.SpikeRatio == ratio;
}

public sealed class BuyOpportunityContract : RuleContract<BuyOpportunityRule>
{
    protected override BuyOpportunityRule CreateRule() => new() { WarmUpWindows = 3, Within = TimeSpan.FromMinutes(5) };

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/buy-opportunity.tape")];

    protected override IReadOnlyList<Rule> CreateProducers() => BuyOpportunityTests.Producers();
}
