namespace Cep.Throughput;

/// <summary>A pattern that is a state machine, through the public language with the author's lambdas.</summary>
public sealed class SevenTicksScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "seven-ticks";

    /// <inheritdoc/>
    public override string Drawing => """
        loop     tape ──▶ falls and rises of each symbol, times of its last seven ticks ──▶ answer
        engine   tape ──▶ feed ──▶ sequencer ──▶ shard (one thread): Match(pattern) ▶ Select ──▶ collector ──▶ sink ──▶ answer
        p0 > p1 > p2 > p3 < p4 < p5 < p6 without another tick of the symbol between, within a minute.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        yield return new Comparison(
            "seven-ticks",
            events,
            n => SevenTicksLoop.Run(tape, n),
            n => Run<double>(new SevenTicksRule(), static price => price, 1, new TapeFeed<Trade>("tape", tape, n)));
    }
}
