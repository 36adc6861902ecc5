namespace Cep.Throughput;

/// <summary>Windows of every kind from 10 seconds to 10 hours: what an event costs does not grow with their size.</summary>
public sealed class WindowsScenario : Scenario
{
    /// <summary>The sizes, longer than the market's day the last one.</summary>
    internal static readonly (string Name, TimeSpan Size)[] Sizes =
        [("10s", TimeSpan.FromSeconds(10)), ("10min", TimeSpan.FromMinutes(10)), ("10h", TimeSpan.FromHours(10))];

    /// <inheritdoc/>
    public override string Name => "windows";

    /// <inheritdoc/>
    public override int DefaultEvents => 4_000_000;

    /// <inheritdoc/>
    public override string Drawing => """
        tumbling         trades ▶ Tumbling(size).Max ▶ Where ▶ Select ──▶ answer
        hopping          trades ▶ Hopping(size, size ÷ 12).Max ▶ Where ▶ Select ──▶ answer; 12 s in place of 10 s, for a period is whole
        session          trades ▶ Session(gap).Max ▶ Where ▶ Select ──▶ answer
        count            trades ▶ CountTumbling(n).Max ▶ Where ▶ Select ──▶ answer
        count-sliding    trades ▶ CountSliding(n).Sum ▶ Where ▶ Select ──▶ answer
        as-of            trades ─┬▶ sequencer ▶ AsOf(age) ▶ Where ▶ Select ──▶ answer
                         quotes ─┘
        The sliding ones are in `sliding`.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        foreach (var (name, size) in Sizes)
        {
            yield return OperatorScenario.OfTrades($"tumbling-{name}", tape, n => new TumblingMaxLoop(size).Run(tape, n), new TumblingMaxRule(size));
        }

        foreach (var (name, size) in ((string, TimeSpan)[])[("12s", TimeSpan.FromSeconds(12)), .. Sizes[1..]])
        {
            yield return OperatorScenario.OfTrades($"hopping-{name}", tape, n => new HoppingMaxLoop(size).Run(tape, n), new HoppingMaxRule(size));
        }

        foreach (var (name, gap) in Sizes)
        {
            yield return OperatorScenario.OfTrades($"session-{name}", tape, n => new SessionMaxLoop(gap).Run(tape, n), new SessionMaxRule(gap));
        }

        foreach (var comparison in OfCounts(tape)) yield return comparison;
        var (trades, quotes) = Market.TradesAndQuotes(events);
        foreach (var (name, age) in Sizes) yield return OperatorScenario.OfPairs($"as-of-{name}", trades, quotes, age);
    }

    private static IEnumerable<Comparison> OfCounts(Tape<Trade> tape)
    {
        foreach (var named in (int[])[10, 1_000, 50_000])
        {
            // With few events no symbol would fill the larger windows, and nothing would be checked.
            var count = Math.Min(named, Math.Max(10, tape.Count / 64));
            yield return OperatorScenario.OfTrades($"count-{named}", tape, n => CountLoops.Max(tape, n, count), new CountMaxRule(count));
        }

        foreach (var named in (int[])[10, 1_000, 50_000])
        {
            var count = Math.Min(named, Math.Max(10, tape.Count / 64));
            yield return OperatorScenario.OfTrades($"count-sliding-{named}", tape, n => CountLoops.Sum(tape, n, count), new CountSlidingSumRule(count));
        }
    }
}
