using System.Numerics;

namespace Cep.Throughput;

/// <summary>Patterns with all their matches: counted without listing them, and listed.</summary>
public sealed class StockScenario : Scenario
{
    private const long Second = 1_000_000_000;

    /// <summary>A plain automaton would take minutes for a whole session.</summary>
    private const int PlainEvents = 10_000;

    /// <inheritdoc/>
    public override string Name => "stocks";

    /// <inheritdoc/>
    public override int DefaultEvents => StockSession.Orders;

    /// <inheritdoc/>
    public override string Drawing => """
        loop     session ──▶ a row of counts for each first order (stock-count) or copied partial matches (stock-list) ──▶ answer
        engine   session ──▶ feed ──▶ sequencer ──▶ shard (one thread): Match(pattern).Count() or Match(pattern) ──▶ collector ──▶ answer
        A sale of one stock, later a purchase of a second, and so on: stock-count-STAGES-SECONDS. The engine's time for an event should
        be the same for 30 and for 3,000 seconds when it counts, and its time for a match the same when it lists. In -plain the loop is
        a plain automaton with copied partial matches, over few events.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = StockSession.Tape(events, byVolume: false);
        foreach (var stages in (int[])[3, 12, 24])
        {
            foreach (var seconds in (int[])[30, 300, 3000]) yield return Count($"stock-count-{stages}-{seconds}s", tape, events, new StockQuery(stages, seconds * Second));
        }

        foreach (var seconds in (int[])[30, 3000])
        {
            yield return Count($"stock-count-12-prices-{seconds}s", tape, events, new StockQuery(12, seconds * Second) { HasPrices = true });
            yield return Count($"stock-count-12-consuming-{seconds}s", tape, events, new StockQuery(12, seconds * Second) { IsConsuming = true });
        }

        var few = Math.Min(events, PlainEvents);
        foreach (var seconds in (int[])[3, 6, 12])
        {
            var query = new StockQuery(5, seconds * Second);
            yield return Count($"stock-count-5-{seconds}s-plain", tape, few, query) with { Loop = n => StockLoops.PlainCount(tape, n, query) };
        }

        foreach (var seconds in (int[])[5, 15, 45]) yield return List($"stock-list-3-{seconds}s", tape, events, new StockQuery(3, seconds * Second));
        var byVolume = StockSession.Tape(events, byVolume: true);
        foreach (var seconds in (int[])[30, 3000]) yield return Count($"stock-count-6-by-volume-{seconds}s", byVolume, events, new StockQuery(6, seconds * Second));
    }

    private static Comparison Count(string name, Tape<StockOrder> tape, int events, StockQuery query) => new(
        name,
        events,
        n => StockLoops.Count(tape, n, query),
        n => Run<BigInteger>(new StockCountRule(query), StockQuery.LeastBits, 1, new TapeFeed<StockOrder>("session", tape, n)));

    private static Comparison List(string name, Tape<StockOrder> tape, int events, StockQuery query) => new(
        name,
        events,
        n => StockLoops.List(tape, n, query),
        n => Run<double>(new StockListRule(query), static number => number, 1, new TapeFeed<StockOrder>("session", tape, n)));
}
