using System.CommandLine;
using System.Globalization;

namespace Cep.Cli;

/// <summary><c>cep demo</c>: a synthetic day through all rules that ship, with a report to look at.</summary>
internal static class DemoCommand
{
    private const double DirtyShare = 0.001;

    /// <summary>Two days before the one with the breakouts, because averages that start from 0 need some 400 windows to settle.</summary>
    private static readonly MarketDayOptions Day = new() { Symbols = 10, Ticks = 600_000, Seed = 20, Patterns = 5, Days = 3 };

    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string?>("--out", "-o") { Description = "The folder to write to; a new temporary one when absent.", HelpName = "DIR" };
        var live = new Option<bool>("--live") { Description = "Run the rules live beside a Kafka cluster inside this process, which goes down and comes back in between; some 15 seconds." };
        var command = new Command("demo", "Makes a synthetic market day, replays it through all rules and shows what was found.") { folder, live };
        command.SetAction(parsed => parsed.GetValue(live) ? RunLive(parsed.GetValue(folder), terminal) : Run(parsed.GetValue(folder), terminal));
        ExamplesHelpAction.Describe(command, "cep demo\ncep demo --out demo/\ncep demo --live");
        return command;
    }

    private static int RunLive(string? folder, Terminal terminal) => new LiveDemo(Folder(folder), LiveDemoPace.Default, terminal).Run();

    private static string Folder(string? named) =>
        named is null ? Directory.CreateTempSubdirectory("cep-demo-").FullName : Directory.CreateDirectory(named).FullName;

    private static int Run(string? named, Terminal terminal)
    {
        var folder = Folder(named);
        string In(string name) => Path.Combine(folder, name);
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"cep: making a market day, and two before it to warm up, of {Day.Ticks:N0} trades in {Day.Symbols} symbols (seed {Day.Seed}) in {folder}"));
        var (plan, dirtyRows) = DayFile.Write(In("day.csv"), null, Day, DirtyShare, terminal.Stop);
        TruthFile.Write(In("planted.jsonl"), plan, Day, dirtyRows);
        var settings = new ReplaySettings
        {
            Paths = [In("day.csv")], Out = In("derived.jsonl"), DeadLetters = In("dead-letters.jsonl"), Report = In("report.html"),
        };
        var result = new Replay(settings, terminal).Run();
        SummaryText.Write(result, terminal.OutConsole);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("Run it again, with other rules or parameters:");
        terminal.Out.WriteLine($"  ./cep replay {Quote(In("day.csv"))} --out {Quote(settings.Out)} --dead-letters {Quote(settings.DeadLetters)} --report {Quote(settings.Report)}");
        return result.ExitCode;
    }

    /// <summary>As a shell takes it.</summary>
    private static string Quote(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '\\') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
