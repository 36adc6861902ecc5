namespace Cep.Rules;

/// <summary>The rules over real market days, against references that share no code with the engine.</summary>
public sealed class MarketDaysTests
{
    private static readonly EngineOptions TwoShards = new() { Shards = 2 };

    [Theory]
    [InlineData(38, 100, 5, 4)]
    [InlineData(3, 8, 1, 200)]
    public void Breakouts_agree_with_the_reference_event_by_event(int fast, int slow, int minutes, int atLeast)
    {
        var trades = TradesOrSkip();
        var rule = new EmaBreakoutRule { Fast = fast, Slow = slow, Window = TimeSpan.FromMinutes(minutes) };

        var expected = NaiveBreakouts.Of(trades.Select(trade => (trade.Symbol, trade.Nanos, trade.Price)), fast, slow, minutes * 60_000_000_000L);
        var actual = RuleRun.Over(TapeOf(trades), TwoShards, rule).Derived<EmaBreakout>();

        Assert.True(expected.Count >= atLeast, $"Only {expected.Count} breakouts: is this the right data?");
        BreakoutAgreement.Verify(expected, actual, rule.Window);
    }

    [Fact]
    public void Volume_spikes_agree_with_counting_minute_by_minute()
    {
        var tape = TapeOf(TradesOrSkip());

        var expected = NaiveSpikes.Of(tape, 20, 3);

        Assert.True(expected.Count >= 100, $"Only {expected.Count} spikes: is this the right data?");
        RuleRun.Over(tape, TwoShards, new VolumeSpikeRule()).ShouldDerive<VolumeSpike>(expected);
    }

    private static List<(string Symbol, long Nanos, decimal Price, decimal Size)> TradesOrSkip()
    {
        var days = MarketDays.Trades();
        if (days is null) Assert.Skip("The market data is not here: expected ../shared/data/lean beside the repository.");
        return [.. days];
    }

    private static Tape TapeOf(List<(string Symbol, long Nanos, decimal Price, decimal Size)> trades)
    {
        var tape = Tape.Empty();
        foreach (var (symbol, nanos, price, size) in trades.OrderBy(trade => trade.Nanos))
        {
            tape.Add(new Trade(new EventTime(nanos), Symbol.Of(symbol), (double)price, (double)size));
        }

        return tape;
    }
}
