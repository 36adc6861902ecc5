using System.Globalization;
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
        engine   tape ──▶ sequencer ──▶ deal ─┬▶ slice 0  ─┬▶ collector ──▶ answer
                                              ├▶ slice 1  ─┤     as many threads as shards, the calling one among them;
                                              └▶ …         ┘     each takes the slice that is furthest behind
        `cheap` is ema-breakout, `dear` a rule of about 50 ns an event. One shard has no deal and no slices. `auto` chooses.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        foreach (var shards in (int[])[1, 2, 3, 4, EngineOptions.Auto])
        {
            yield return new Comparison(
                $"routing-cheap-{NameOf(shards)}",
                events,
                n => EmaBreakoutLoop.Run(tape, n),
                n => Run<EmaBreakout>(new EmaBreakoutRule(), EmaBreakoutScenario.NumberOf, shards, new TapeFeed<Trade>("tape", tape, n)));
        }

        foreach (var shards in (int[])[1, 2, 3, 4, EngineOptions.Auto])
        {
            yield return new Comparison(
                $"routing-dear-{NameOf(shards)}",
                events,
                n => TickLoops.Dear(tape, n),
                n => Run<double>(new DearRule(), static score => score, shards, new TapeFeed<Trade>("tape", tape, n)));
        }

        foreach (var shards in (int[])[1, 2, 3, 4, EngineOptions.Auto])
        {
            yield return new Comparison(
                $"routing-model-{NameOf(shards)}",
                events,
                n => TickLoops.Model(tape, n),
                n => Run<double>(new ModelRule(), static score => score, shards, new TapeFeed<Trade>("tape", tape, n)));
        }
    }

    private static string NameOf(int shards) => shards == EngineOptions.Auto ? "auto" : shards.ToString(CultureInfo.InvariantCulture);
}
