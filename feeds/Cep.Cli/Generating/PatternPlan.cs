using Cep.Simulation;

namespace Cep.Cli;

/// <summary>Where patterns are planted: in the busier symbols, while the market is open; breakouts on the last day.</summary>
internal sealed class PatternPlan
{
    private const int BreakoutMinutes = 40;

    /// <summary>13:00: late enough for a long decline before it.</summary>
    private const int FirstBreakout = 9 * 60;

    private const int LastBreakout = NewYorkHours.Close - BreakoutMinutes - 5;
    private const int QuietMinutes = 30;
    private readonly Dictionary<int, List<PlantedPattern>> bySymbol = [];

    public PatternPlan(MarketDayOptions options, SeededRandom random)
    {
        var busy = Math.Max(1, Math.Min(options.Symbols, 4 + options.Symbols / 4));
        var lastDay = (options.Days - 1) * NewYorkHours.Minutes;
        for (var i = 0; i < options.Patterns; i++)
        {
            var day = random.NextInt(options.Days) * NewYorkHours.Minutes;
            // One breakout a symbol: the averages need hours to settle again.
            if (i < busy) Add(new(PatternKind.Breakout, i, lastDay + FirstBreakout + random.NextInt(LastBreakout - FirstBreakout), BreakoutMinutes));
            Add(new(PatternKind.VolumeSpike, random.NextInt(busy), day + NewYorkHours.Open + QuietMinutes + random.NextInt(300), 1));
            Add(new(PatternKind.BlockTrade, random.NextInt(busy), day + NewYorkHours.Open + random.NextInt(NewYorkHours.Close - NewYorkHours.Open), 1));
        }
    }

    /// <summary>All patterns.</summary>
    public IEnumerable<PlantedPattern> All => bySymbol.Values.SelectMany(patterns => patterns).OrderBy(pattern => pattern.Minute).ThenBy(pattern => pattern.Rank);

    /// <summary>The patterns of a symbol.</summary>
    public IReadOnlyList<PlantedPattern> Of(int rank) => bySymbol.TryGetValue(rank, out var patterns) ? patterns : [];

    private void Add(PlantedPattern pattern)
    {
        if (!bySymbol.TryGetValue(pattern.Rank, out var patterns)) bySymbol[pattern.Rank] = patterns = [];
        patterns.Add(pattern);
    }
}
