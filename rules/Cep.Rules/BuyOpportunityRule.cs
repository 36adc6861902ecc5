using System.Text.Json.Serialization;

namespace Cep.Rules;

/// <summary>
/// A bullish breakout backed by volume: after the warm-up of the symbol's averages, with a volume spike of the same symbol
/// not later than the breakout and not more than <c>within</c> before it. Both ends count: a spike at the breakout's own
/// time, and one exactly <c>within</c> before it.
/// </summary>
/// <remarks>Event time is that of the breakout. Of several spikes the latest is told.</remarks>
[Rule("buy-opportunity", Summary = "A bullish breakout, after a warm-up, with a volume spike of the same symbol shortly before it.")]
public sealed class BuyOpportunityRule : Rule<EmaBreakout, VolumeSpike, BuyOpportunity>
{
    /// <summary>Windows with trades that a symbol must have had before the window of the breakout. At least 0.</summary>
    [Parameter("Windows with trades that a symbol must have had before the window of the breakout.", Min = 0)]
    public int WarmUpWindows { get; init; } = 100;

    /// <summary>How long before the breakout the volume spike may be, both ends included. 0 to one day.</summary>
    [Parameter("How long before the breakout the volume spike may be; exactly that long still counts.", Min = 0, Max = 86_400)]
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public override string WarmUp => $"{WarmUpWindows} windows with trades of a symbol";

    /// <inheritdoc/>
    public override IObservable<BuyOpportunity> Query(EventStream<EmaBreakout> breakouts, EventStream<VolumeSpike> spikes)
    {
        var bullish =
            from breakout in breakouts
            where breakout.Direction == BreakoutDirection.Bullish && breakout.WindowCount > WarmUpWindows
            select breakout;
        return bullish.AsOf(spikes, Within, (breakout, spike) => new BuyOpportunity(
            breakout.Close, breakout.EmaFast, breakout.EmaSlow, spike.WindowEnd, spike.Volume, spike.Ratio));
    }
}

/// <summary>
/// A symbol to buy. What is said of it depends on the rule that found it: a rise backed by volume has averages and a volume
/// spike, a V-shape has a top and a low. What does not apply is null, and left out of the JSON but for the ratio.
/// </summary>
/// <param name="Close">The last price: of the breakout's window, or the last rise of the V.</param>
/// <param name="EmaFast">The fast average at the breakout.</param>
/// <param name="EmaSlow">The slow average at the breakout.</param>
/// <param name="SpikeTime">When the volume spike was: the end of its minute.</param>
/// <param name="SpikeVolume">Shares traded in that minute.</param>
/// <param name="SpikeRatio">That volume by the average before it; null when nothing was traded before it, or there is no spike.</param>
/// <param name="Top">The price before the falls of the V.</param>
/// <param name="Low">The bottom of the V.</param>
/// <param name="LowTime">When that was.</param>
public readonly record struct BuyOpportunity(
    double Close,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? EmaFast = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? EmaSlow = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventTime? SpikeTime = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? SpikeVolume = null,
    double? SpikeRatio = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Top = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Low = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventTime? LowTime = null);
