using System.Text;
using System.Text.Json;

namespace Cep.Cli;

/// <summary>Writes what was planted as JSON Lines, to compare with what rules find.</summary>
internal static class TruthFile
{
    public static void Write(string path, PatternPlan plan, MarketDayOptions options, long dirtyRows)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine(JsonSerializer.Serialize(new { about = "input", options.Seed, options.Symbols, options.Ticks, options.Date, options.Days, dirtyRows }, DerivedJson.Options));
        foreach (var pattern in plan.All)
        {
            writer.WriteLine(JsonSerializer.Serialize(Describe(pattern, options), DerivedJson.Options));
        }
    }

    private static object Describe(PlantedPattern pattern, MarketDayOptions options)
    {
        var start = options.StartOf(pattern.Minute);
        return new
        {
            About = pattern.Kind,
            Symbol = SymbolNames.Of(pattern.Rank),
            Start = start,
            End = start + TimeSpan.FromMinutes(pattern.Minutes),
            FirstPrint = pattern.Time,
            pattern.Shares,
        };
    }
}
