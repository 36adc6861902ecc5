namespace Cep.Cli;

/// <summary>The price of one symbol on its way through the day: a random walk that is drawn back to a slowly moving anchor.</summary>
internal sealed class SymbolWalk
{
    private const double MinuteDeviation = 0.0003;
    private const double PullPerMinute = 0.01;
    private const double DeclineBeforeBreakout = 0.006;
    private const double RiseOfBreakout = 0.045;
    private readonly PlantedPattern? breakout;
    private double anchor;
    private double from;
    private double to;

    public SymbolWalk(Symbol symbol, IReadOnlyList<PlantedPattern> patterns, SeededRandom random)
    {
        Symbol = symbol;
        Patterns = patterns;
        breakout = patterns.FirstOrDefault(pattern => pattern.Kind == PatternKind.Breakout);
        from = to = anchor = 12 + 240 * random.NextDouble() * random.NextDouble();
    }

    public Symbol Symbol { get; }

    public IReadOnlyList<PlantedPattern> Patterns { get; }

    /// <summary>Moves on by a minute.</summary>
    public void Step(int minute, SeededRandom random)
    {
        from = to;
        var drift = DriftAt(minute);
        anchor *= 1 + drift;
        to = from * (1 + drift + MinuteDeviation * random.NextGaussian());
        to += PullPerMinute * (anchor - to);
    }

    /// <summary>The price a part of the minute after its start, on the grid of cents.</summary>
    public double PriceAt(double partOfMinute, SeededRandom random)
    {
        var price = from + (to - from) * partOfMinute + 0.006 * random.NextGaussian();
        return Math.Max(1, Math.Round(price * 100)) / 100;
    }

    private double DriftAt(int minute)
    {
        if (breakout is null) return 0;
        if (minute < breakout.Minute) return -DeclineBeforeBreakout / breakout.Minute;
        return breakout.Covers(minute) ? RiseOfBreakout / breakout.Minutes : 0;
    }
}
