namespace Cep.Throughput;

/// <summary>Runs the scenarios. Exit code 0: all answers are right; 1: one is wrong; 2: wrong usage.</summary>
public static class Program
{
    /// <summary>The entry point.</summary>
    public static int Main(string[] arguments)
    {
        try
        {
            return Run(Settings.Parse(arguments));
        }
        catch (FormatException fault)
        {
            Console.Error.WriteLine(fault.Message);
            Console.Error.WriteLine(Settings.Usage);
            return 2;
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine($"Wrong answer. {fault.Message}");
            return 1;
        }
    }

    private static int Run(Settings settings)
    {
        var measurements = new List<Measurement>();
        foreach (var scenario in Scenario.All.Where(scenario => settings.Scenario is null || settings.Scenario == scenario.Name))
        {
            Console.WriteLine($"\n## {scenario.Name}\n\n{scenario.Drawing}\n");
            if (!settings.Quick) Console.WriteLine(Report.Head);
            foreach (var comparison in scenario.Prepare(settings.Events ?? scenario.DefaultEvents))
            {
                if (!comparison.Name.StartsWith(settings.Only, StringComparison.Ordinal)) continue;
                var measurement = Measurement.Of(comparison, settings.Rounds);
                measurements.Add(measurement);
                Console.WriteLine(settings.Quick ? $"{measurement.Name}: the answers agree, {measurement.Found} found" : Report.Row(measurement));
            }
        }

        if (settings.Report is { } path) File.WriteAllText(path, Report.Write(measurements, settings.Rounds));
        return 0;
    }
}
