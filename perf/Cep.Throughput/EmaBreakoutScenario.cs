using Cep.Rules;

namespace Cep.Throughput;

/// <summary>The DEBS 2022 query, as the shipped rule, through the whole engine.</summary>
public sealed class EmaBreakoutScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "ema-breakout";

    /// <inheritdoc/>
    public override string Drawing => """
        loop     tape ──────────────────────────────────────────────▶ 5-minute closes ▶ EMA 38, 100 ▶ crossing ▶ answer
        engine   tape ──▶ feed ──▶ sequencer ──▶ shard (one thread)
                                                 Tumbling(5 min).Last ▶ Ema ▶ Ema ▶ Crosses ▶ Scan ▶ Where ▶ Select ──▶ collector ──▶ sink ▶ answer
        The feed of `ema-breakout` lends the tape's arrays, so both sides read the same memory. In `ema-breakout-copied` both
        sides read through a feed that copies each batch, 52 bytes an event, as a decoder would write it.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        yield return new Comparison("ema-breakout", events, n => EmaBreakoutLoop.Run(tape, n), n => Engine(new TapeFeed<Trade>("tape", tape, n)));
        yield return new Comparison(
            "ema-breakout-copied",
            events,
            n => EmaBreakoutLoop.Run(new TapeFeed<Trade>("tape", tape, n, copies: true)),
            n => Engine(new TapeFeed<Trade>("tape", tape, n, copies: true)));
    }

    /// <summary>The number of a breakout that goes into the checksum.</summary>
    internal static double NumberOf(EmaBreakout breakout) =>
        breakout.EmaFast + breakout.EmaSlow + (breakout.LastBreakouts is [var third, _, _] ? third.Time.Nanos : 0);

    private static Answer Engine(IFeed feed) => Run<EmaBreakout>(new EmaBreakoutRule(), NumberOf, 1, feed);
}
