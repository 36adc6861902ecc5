using Cep.Feeds.Files;
using Cep.Simulation;

namespace Cep.Cli;

/// <summary>Writes a synthetic day to a tick file of any format.</summary>
internal static class DayFile
{
    private const ulong DirtSeed = 0xD1B7;

    /// <summary>Writes the day.</summary>
    /// <param name="path">The file; for LEAN the folder.</param>
    /// <param name="format">The format, or null to tell it from the name.</param>
    /// <param name="options">The day.</param>
    /// <param name="dirtyShare">Which share of the rows is malformed; CSV only.</param>
    /// <param name="stop">Gives up, leaving no file.</param>
    /// <returns>What was planted and how many malformed rows were added.</returns>
    public static (PatternPlan Plan, long DirtyRows) Write(
        string path, TickFormat? format, MarketDayOptions options, double dirtyShare, CancellationToken stop)
    {
        var day = new MarketDay(options);
        if (dirtyShare <= 0)
        {
            Write(day, path, format, options, stop);
            return (day.Plan, 0);
        }

        var clean = path + ".clean.part";
        try
        {
            Write(day, clean, TickFormat.Csv, options, stop);
            var dirt = new DirtyRows(dirtyShare, new SeededRandom(options.Seed ^ DirtSeed));
            dirt.Copy(clean, path);
            return (day.Plan, dirt.Count);
        }
        finally
        {
            File.Delete(clean);
        }
    }

    private static void Write(MarketDay day, string path, TickFormat? format, MarketDayOptions options, CancellationToken stop)
    {
        var kinds = options.Quotes ? TickKinds.Trades | TickKinds.Quotes : TickKinds.Trades;
        using var writer = TickFileOutput.Create(path, format, new TickWriterOptions { Kinds = kinds });
        day.Generate(writer.Write, stop);
        writer.Complete();
    }
}
