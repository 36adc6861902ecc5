using Cep.Simulation;

namespace Cep.Cli;

/// <summary>The price of one symbol on its way through the days: a random walk that is drawn back to a slowly moving anchor.</summary>
internal sealed class SymbolWalk
{
    private const double MinuteDeviation = 0.0003;
    private const double PullPerMinute = 0.01;
    private const double DeclineBeforeBreakout = 0.008;
    private const int MinutesOfDecline = 480;
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
        from = to = anchor = 9 + 60 * random.NextDouble() * random.NextDouble();
    }

    public Symbol Symbol { get; }

    public IReadOnlyList<PlantedPattern> Patterns { get; }

    /// <summary>The day, counted from 0, whose opening and closing prints were made.</summary>
    public (int Opening, int Closing) AuctionsMade { get; set; } = (-1, -1);

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
        if (breakout.Covers(minute)) return RiseOfBreakout / breakout.Minutes;
        var isDecline = minute < breakout.Minute && minute >= breakout.Minute - MinutesOfDecline;
        return isDecline ? -DeclineBeforeBreakout / MinutesOfDecline : 0;
    }
}
