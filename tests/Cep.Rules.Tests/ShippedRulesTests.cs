namespace Cep.Rules;

public sealed class ShippedRulesTests
{
    private static readonly RuleCatalog Catalog = new(typeof(BlockTradeRule).Assembly);

    [Fact]
    public void The_catalog_finds_all_of_them() =>
        Assert.Equal(
            [
                "block-trade", "buy-opportunity", "double-bottom", "effective-spread", "ema-breakout", "important-prints",
                "momentum-ignition", "quote-stuffing", "spread-recovery-absent", "v-shape", "volume-spike",
            ],
            Catalog.Names);

    [Fact]
    public void They_run_together()
    {
        var tape = Tape.On("2013-10-07").Trade("IBM", "13:30", 182.5, 50_000);

        var run = tape.Run(Catalog.Create(Catalog.Names));

        Assert.Equal(["block-trade", "important-prints", "ema-breakout"], run.Events.Select(derived => derived.Rule.Name));
    }

    [Theory]
    [InlineData("block-trade.minSize=0", "Rule 'block-trade', parameter 'minSize': '0' (test) is not allowed; expected a number of at least 1.")]
    [InlineData("volume-spike.minutes=961", "Rule 'volume-spike', parameter 'minutes': '961' (test) is not allowed; expected a whole number from 1 to 960.")]
    [InlineData("ema-breakout.window=0s", "Rule 'ema-breakout', parameter 'window': '0s' (test) is not allowed; expected a duration such as 250ms, 30s, 5m, 1h, 2d or 00:05:00 from 1ms to 1d.")]
    [InlineData("buy-opportunity.within=soon", "Rule 'buy-opportunity', parameter 'within': 'soon' (test) is not allowed; expected a duration such as 250ms, 30s, 5m, 1h, 2d or 00:05:00 from 0s to 1d.")]
    public void A_value_that_is_not_allowed_is_refused(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<RuleException>(() => Catalog.Create([], [RuleSetting.Parse(setting, "test")])).Message);
}
