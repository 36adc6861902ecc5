using Cep.Rules;

namespace Cep.Throughput;

/// <summary>What it costs to deal events out to several threads, and from when on it pays.</summary>
public sealed class RoutingScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "routing";

    /// <inheritdoc/>
    public override int DefaultEvents => 4_000_000;

    /// <inheritdoc/>
    public override string Drawing => """
        loop     tape ──▶ the same rule by hand, on one thread ──▶ answer
        engine   tape ──▶ sequencer ──▶ router ─┬▶ shard 0 ─┬▶ collector ──▶ answer
                                                ├▶ shard 1 ─┤
                                                └▶ …        ┘
        `cheap` is ema-breakout, `dear` a rule of about 50 ns an event. One shard runs on the calling thread, without a router.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        for (var count = 1; count <= 4; count++)
        {
            var shards = count;
            yield return new Comparison(
                $"routing-cheap-{shards}",
                events,
                n => EmaBreakoutLoop.Run(tape, n),
                n => Run<EmaBreakout>(new EmaBreakoutRule(), EmaBreakoutScenario.NumberOf, shards, new TapeFeed<Trade>("tape", tape, n)));
        }

        for (var count = 1; count <= 4; count++)
        {
            var shards = count;
            yield return new Comparison(
                $"routing-dear-{shards}",
                events,
                n => TickLoops.Dear(tape, n),
                n => Run<double>(new DearRule(), static score => score, shards, new TapeFeed<Trade>("tape", tape, n)));
        }
    }
}
