using CsCheck;

namespace Cep.Rules;

public sealed class EmaBreakoutTests
{
    private static readonly Tape Closes = Tape.Load("Tapes/ema-breakout.tape");
    private static readonly EmaBreakoutRule TwoThree = new() { Fast = 2, Slow = 3 };

    // IBM   12     12      6       3        -   12           3
    // fast  8      10 2/3  7 5/9   4 14/27      9 41/81      5 41/243
    // slow  6      9       7 1/2   5 1/4        8 5/8        5 13/16
    //       bull                   bear         bull         bear
    [Fact]
    public void Averages_cross_at_the_end_of_the_window_whose_close_makes_them()
    {
        var breakouts = Closes.Run(TwoThree).Derived<EmaBreakout>().Where(derived => derived.Key == "IBM").ToList();

        Assert.Equal(["13:35", "13:50", "14:00", "14:05"], breakouts.Select(derived => derived.Time.ToString()[11..16]));
        Assert.Equal([12.0, 3.0, 12.0, 3.0], breakouts.Select(derived => derived.Payload.Close));
        double[] fast = [8, 4 + (14 / 27.0), 9 + (41 / 81.0), 5 + (41 / 243.0)];
        double[] slow = [6, 5.25, 8.625, 5.8125];
        for (var i = 0; i < breakouts.Count; i++)
        {
            Assert.Equal(fast[i], breakouts[i].Payload.EmaFast, 1e-12);
            Assert.Equal(slow[i], breakouts[i].Payload.EmaSlow, 1e-12);
        }
    }

    [Fact]
    public void Empty_windows_are_not_counted()
    {
        var counts = Closes.Run(TwoThree).Derived<EmaBreakout>().Where(derived => derived.Key == "IBM").Select(derived => derived.Payload.WindowCount);

        Assert.Equal([1, 4, 5, 6], counts);
    }

    [Fact]
    public void A_breakout_carries_the_last_three_of_its_symbol_the_oldest_first()
    {
        var last = Closes.Run(TwoThree).Derived<EmaBreakout>().Last(derived => derived.Key == "IBM").Payload;

        Assert.Equal(
            [
                new BreakoutMark(Closes.At("2013-10-07T13:50:00Z"), BreakoutDirection.Bearish),
                new BreakoutMark(Closes.At("2013-10-07T14:00:00Z"), BreakoutDirection.Bullish),
                new BreakoutMark(Closes.At("2013-10-07T14:05:00Z"), BreakoutDirection.Bearish),
            ],
            last.LastBreakouts);
    }

    [Fact]
    public void Causes_are_the_trades_of_the_window()
    {
        var first = Closes.Run(TwoThree).Derived<EmaBreakout>()[0];

        Assert.Equal(new Causes(0, 1, 2), first.Causes);
    }

    [Fact]
    public void The_tape_agrees_with_the_reference()
    {
        var trades = Trades.Of(Closes).Select(trade => (trade.Symbol.Name, trade.Time.Nanos, (decimal)trade.Price));

        BreakoutAgreement.Verify(NaiveBreakouts.Of(trades, 2, 3, Nanos(5)), Closes.Run(TwoThree).Derived<EmaBreakout>(), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Any_tape_agrees_with_the_reference()
    {
        // With fast=1 and slow=3 the weights are 1 and 1/2: averages of few windows are exact, and so are ties between them.
        var print = Gen.Select(Gen.Int[0, 80], Gen.Int[0, 2], Gen.Int[1, 8]);
        print.Array[1, 60].Sample(prints =>
        {
            var tape = Tape.Empty();
            var time = EventTime.Parse("2013-10-07T13:30:00Z");
            foreach (var (seconds, symbol, price) in prints)
            {
                time += TimeSpan.FromSeconds(seconds);
                tape.Add(new Trade(time, Symbol.Of("S" + symbol), price, 1));
            }

            var trades = Trades.Of(tape).Select(trade => (trade.Symbol.Name, trade.Time.Nanos, (decimal)trade.Price));
            var rule = new EmaBreakoutRule { Fast = 1, Slow = 3, Window = TimeSpan.FromMinutes(2) };
            BreakoutAgreement.Verify(NaiveBreakouts.Of(trades, 1, 3, Nanos(2)), tape.Run(rule).Derived<EmaBreakout>(), rule.Window);
        }, iter: 300);
    }

    [Fact]
    public void Fast_must_be_less_than_slow()
    {
        var fault = Assert.Throws<RuleException>(() => new RuleCatalog(typeof(EmaBreakoutRule).Assembly)
            .Create(["ema-breakout"], [RuleSetting.Parse("ema-breakout.fast=100", "--set")]));

        Assert.Equal("Rule 'ema-breakout': fast (100) must be less than slow (100).", fault.Message);
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() => Closes.Run(TwoThree).ShouldMatchGolden("Tapes/ema-breakout.jsonl");

    private static long Nanos(int minutes) => minutes * 60_000_000_000L;
}

public sealed class EmaBreakoutContract : RuleContract<EmaBreakoutRule>
{
    protected override EmaBreakoutRule CreateRule() => new() { Fast = 2, Slow = 3 };

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/ema-breakout.tape")];
}
