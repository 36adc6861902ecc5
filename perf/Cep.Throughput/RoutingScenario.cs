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
        loop     1 shard, auto   tape ──▶ the same rule by hand, on one thread ──▶ answer
                 n shards        tape dealt by key beforehand ─┬▶ by hand, on thread 1 ─┬▶ answer
                                                               └▶ …  on thread n       ─┘
        engine   tape ──▶ sequencer ──▶ deal ─┬▶ slice 0  ─┬▶ collector ──▶ answer
                                              ├▶ slice 1  ─┤     as many threads as shards, the calling one among them;
                                              └▶ …         ┘     each takes the slice that is furthest behind
        `cheap` is ema-breakout. `dear` is a chain of square roots, each waiting for the one before, of the same symbol's last
        event, too. `model` is as much arithmetic, which overlaps. One shard has no deal and no slices. `auto` chooses.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        foreach (var shards in (int[])[1, 2, 3, 4, EngineOptions.Auto])
        {
            var dealt = shards > 1 ? new DealtTape(tape, events, shards) : null;
            yield return Of<EmaBreakout>("cheap", shards, tape, dealt, EmaBreakoutLoop.Run, new EmaBreakoutRule(), EmaBreakoutScenario.NumberOf);
            yield return Of<double>("dear", shards, tape, dealt, TickLoops.Dear, new DearRule(), static score => score);
            yield return Of<double>("model", shards, tape, dealt, TickLoops.Model, new ModelRule(), static score => score);
        }
    }

    private static Comparison Of<T>(
        string name, int shards, Tape<Trade> tape, DealtTape? dealt, DealtTape.PartLoop loop, Rule rule, Func<T, double> number) => new(
        $"routing-{name}-{(shards == EngineOptions.Auto ? "auto" : shards.ToString(CultureInfo.InvariantCulture))}",
        tape.Count,
        n => dealt is not null && n == tape.Count ? dealt.Run(loop) : OnOneThread(loop, tape, n),
        n => Run(rule, number, shards, new TapeFeed<Trade>("tape", tape, n)));

    private static Answer OnOneThread(DealtTape.PartLoop loop, Tape<Trade> tape, int events)
    {
        var hits = new Hits();
        loop(tape, events, hits);
        return hits.Fold();
    }
}
