namespace Cep.Throughput;

/// <summary>Timers on event time, of which ten are pending, ten thousand and a million.</summary>
/// <remarks>The last scenario, because the million symbols stay interned and the loops' arrays have room for each.</remarks>
public sealed class TimersScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "timers";

    /// <inheritdoc/>
    public override int DefaultEvents => 4_000_000;

    /// <inheritdoc/>
    public override string Drawing => """
        absent     trades ▶ Absent(d) ▶ Where ▶ Select ──▶ answer; d is twice as long as a symbol takes on average to trade again
        every      trades ▶ Every(d ÷ 2, quietAfter: d) ▶ Where ▶ Select ──▶ answer
        timeout    trades ▶ Timeout(d, from: every other trade) ▶ Where ▶ Select ──▶ answer
        A symbol has one timer, so as many are pending as there are symbols, and per event as many are set and fire.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        foreach (var (name, symbols) in new[] { ("ten", 10), ("ten-thousand", 10_000), ("million", 1_000_000) })
        {
            var waiters = new Waiters(Math.Min(symbols, events / 4), events);
            var (tape, round, wait) = (waiters.Tape, waiters.Round, waiters.Round * 2);
            yield return OperatorScenario.OfTrades($"absent-{name}", tape, n => new SilenceLoop(wait, null).Run(tape, n), new AbsentRule(wait));
            yield return OperatorScenario.OfTrades($"every-{name}", tape, n => new EveryLoop(round, wait).Run(tape, n), new EveryRule(round, wait));
            yield return OperatorScenario.OfTrades(
                $"timeout-{name}", tape, n => new SilenceLoop(wait, static trade => TimeoutRule.Waits(trade)).Run(tape, n), new TimeoutRule(wait));
        }
    }
}
