namespace Cep.Throughput;

/// <summary>Sliding windows beside a deque for each symbol, from 10 seconds to 10 hours.</summary>
public sealed class SlidingScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "sliding";

    /// <inheritdoc/>
    public override string Drawing => """
        sliding-min      trades ▶ Sliding(size).Min, told as events enter ▶ Where ▶ Select ──▶ answer
        sliding-min-all  the same, told as they leave, too; the loop keeps a queue of all events
        sliding-sum      the sum in place of the least
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        foreach (var (name, size) in WindowsScenario.Sizes)
        {
            yield return OperatorScenario.OfTrades($"sliding-min-{name}", tape, n => new SlidingMinLoop(size, false).Run(tape, n), new SlidingMinRule(size, false));
            yield return OperatorScenario.OfTrades($"sliding-min-all-{name}", tape, n => new SlidingMinLoop(size, true).Run(tape, n), new SlidingMinRule(size, true));
            yield return OperatorScenario.OfTrades($"sliding-sum-{name}", tape, n => new SlidingSumLoop(size).Run(tape, n), new SlidingSumRule(size));
        }
    }
}
