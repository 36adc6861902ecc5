namespace Cep.Throughput;

/// <summary>One operator each, beside the loop that does the same.</summary>
public sealed class OperatorScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "operators";

    /// <inheritdoc/>
    public override int DefaultEvents => 4_000_000;

    /// <inheritdoc/>
    public override string Drawing => """
        where-tumbling   trades ▶ Where ▶ Tumbling(1 min).Last ▶ Where ▶ Select ──▶ answer
        bars             trades ▶ Tumbling(1 min).Bars ▶ Where ▶ Select ──▶ answer
        scan             trades ▶ Scan ▶ Where ▶ Select ──▶ answer
        foreign          trades ▶ one Rx pipeline a symbol: Buffer(2, 1) ▶ Where ▶ Select ──▶ answer
        as-of            trades ─┐
                                 ├▶ sequencer ▶ AsOf(1 min) ▶ Where ▶ Select ──▶ answer
                         quotes ─┘  three quotes to a trade; both tapes are copied, for runs of one or two events are merged
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        yield return OfTrades("where-tumbling", tape, n => new WhereTumblingLoop().Run(tape, n), new WhereTumblingRule());
        yield return OfTrades("bars", tape, n => new BarsLoop().Run(tape, n), new BarsRule());
        yield return OfTrades("scan", tape, n => TickLoops.Scan(tape, n), new ScanRule());
        yield return OfTrades("foreign", tape, n => TickLoops.Pairs(tape, n), new ForeignRule());
        var (trades, quotes) = Market.TradesAndQuotes(events);
        yield return OfPairs("as-of", trades, quotes, TimeSpan.FromMinutes(1));
    }

    /// <summary>Trades with the latest quote that is not too old.</summary>
    internal static Comparison OfPairs(string name, Tape<Trade> trades, Tape<Quote> quotes, TimeSpan within) => new(
        name,
        trades.Count + quotes.Count,
        n => TickLoops.AsOf(trades, n / 4, quotes, n - n / 4, within),
        n => Run<double>(
            new AsOfRule(within),
            static number => number,
            1,
            new TapeFeed<Quote>("quotes", quotes, n - n / 4, copies: true),
            new TapeFeed<Trade>("trades", trades, n / 4, copies: true)));

    /// <summary>A rule over trades alone.</summary>
    internal static Comparison OfTrades(string name, Tape<Trade> tape, Pass loop, Rule rule) =>
        new(name, tape.Count, loop, n => Run<double>(rule, static number => number, 1, new TapeFeed<Trade>("tape", tape, n)));
}
