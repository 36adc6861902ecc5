using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Cep.Simulation;

namespace Cep.Cli;

/// <summary><c>cep simulate</c>: drawn rules over drawn streams, the engine against a slow reference.</summary>
internal static class SimulateCommand
{
    private const long ReportMillis = 10_000;

    public static Command Create(Terminal terminal)
    {
        var seed = new Option<long>("--seed") { Description = "The seed of the first case; the cases after it have the seeds that follow.", CustomParser = Parse.Whole(0, long.MaxValue / 2), DefaultValueFactory = _ => 1, HelpName = "N" };
        var runs = new Option<long>("--runs") { Description = "How many cases.", CustomParser = Parse.Whole(1, 1_000_000_000), DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("simulate", "Draws rules, streams and settings from a seed and checks the engine against a slow, obvious reference, byte for byte.\nStops at the first case that fails, makes it small and shows it.") { seed, runs };
        command.SetAction(parsed => Run((ulong)parsed.GetValue(seed), parsed.GetValue(runs), terminal));
        ExamplesHelpAction.Describe(command, "cep simulate --seed 1 --runs 1000\ncep simulate --seed 4711");
        return command;
    }

    private static int Run(ulong seed, long runs, Terminal terminal)
    {
        var elapsed = Stopwatch.StartNew();
        var reported = 0L;
        var result = Simulator.Run(
            seed,
            runs,
            passed =>
            {
                if (elapsed.ElapsedMilliseconds - reported < ReportMillis) return;
                reported = elapsed.ElapsedMilliseconds;
                terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cep: {passed:N0} of {runs:N0} cases passed"));
            },
            terminal.Stop);
        if (result.Failure is { } failure)
        {
            terminal.Out.Write(failure.ToString());
            return ExitCodes.Failed;
        }

        var coverage = result.Coverage;
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{coverage.Cases:N0} cases passed, {coverage.Rows:N0} rows; {coverage.TooLarge:N0} were too large to run"));
        foreach (var (name, count) in coverage.Circumstances.Concat(coverage.Operators)) terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {count,10:N0}"));
        return terminal.Stop.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
    }
}
