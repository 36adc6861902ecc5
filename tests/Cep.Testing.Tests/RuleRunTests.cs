namespace Cep.Testing;

public sealed class RuleRunTests
{
    private static readonly Tape Morning = Tape.On("2013-10-07")
        .Trade("IBM", "13:30:00", 182.5, 200)
        .Trade("BAC", "13:30:00", 14, 100)
        .Trade("BAC", "13:31:00", 14.1, 500)
        .Trade("IBM", "13:31:00", 182.6, 300)
        .Trade("IBM", "13:31:00", 182.6, 400);

    [Fact]
    public void A_run_keeps_what_the_engine_says_of_each_derived_event()
    {
        var run = Morning.Run(new BigPrint());

        var derived = run.Derived<Big>();
        Assert.Equal(["IBM", "BAC", "IBM", "IBM"], derived.Select(big => big.Key));
        Assert.Equal([0, 0, 0, 1], derived.Select(big => big.Ordinal));
        Assert.Equal([Causes.Of(0), Causes.Of(2), Causes.Of(3), Causes.Of(4)], derived.Select(big => big.Causes));
        Assert.Equal(["BAC"], run.DerivedFor("desk").Select(big => big.Key));
        Assert.Equal(5, run.Summary.Events);
        Assert.Empty(run.DeadLetters);
    }

    [Fact]
    public void A_line_of_the_output_has_the_form_that_sinks_write()
    {
        var line = Morning.Run(new BigPrint()).Lines[1];

        Assert.Matches(
            """^\{"id":"[0-9a-f]{32}","rule":"big-print","version":1,"type":"Big","key":"BAC","time":"2013-10-07T13:31:00\.000000000Z","status":"final","causes":\{"first":2,"last":2,"count":1\},"data":\{"price":14\.1,"size":500\}\}$""",
            line);
    }

    [Fact]
    public void What_was_expected_passes_whatever_the_order_of_the_keys()
    {
        var run = Morning.Run(new BigPrint());

        run.ShouldDerive(
            ("BAC", "13:31:00", new Big(14.1, 500)),
            ("IBM", "13:30:00", new Big(182.5, 200)),
            ("IBM", "13:31:00", new Big(182.6, 300)),
            ("IBM", "2013-10-07T13:31:00Z", new Big(182.6, 400)));
    }

    [Fact]
    public void Conditions_on_payloads_pass_when_they_hold()
    {
        Morning.Run(new BigPrint { Over = 300 }).ShouldDerive<Big>(
            ("BAC", "13:31:00", big => big.Size == 500),
            ("IBM", "13:31:00", big => big.Price > 182));
    }

    [Fact]
    public void Shards_and_batches_may_be_chosen()
    {
        var options = new EngineOptions { Shards = 3, BatchSize = 2 };

        Assert.Equal(Morning.Run(new BigPrint()).Lines, RuleRun.Over(Morning, options, new BigPrint()).Lines);
    }
}
