using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Cep.Cli;

/// <summary><c>cep restore</c>: what rules kept at a moment of the past.</summary>
internal static class RestoreCommand
{
    private const string Examples = """
        cep restore ticks/ --snapshots snapshots/ --at 2013-10-07T18:00:00Z
        cep restore ticks/ --at 2013-10-07T18:00:00Z --rules ema-breakout --write six.snapshot
        cep replay ticks/ --rules ema-breakout --from-snapshot six.snapshot
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "The inputs of the run, as for replay.", Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(Parse.CheckPaths);
        var at = new Option<EventTime>("--at") { Description = "The moment: all events before it have happened.", CustomParser = Parse.Time, Required = true, HelpName = "TIME" };
        var folder = new Option<string?>("--snapshots") { Description = "Snapshots of the run, of which the newest before the moment is taken; without, the run begins at the beginning.", HelpName = "DIR" };
        var write = new Option<string?>("--write") { Description = "Write the state as a snapshot, to go on from with replay --from-snapshot.", HelpName = "FILE" };
        var ticks = new TickOptions();
        var options = new ReplayOptions();
        var command = new Command("restore", "Brings rules to the state in which they were at a moment, and tells what they kept.");
        command.Arguments.Add(paths);
        foreach (var option in (Option[])[at, folder, write, options.Rules, options.Set, options.Config, options.RuleAssemblies, options.Json]) command.Options.Add(option);
        foreach (var option in (Option[])[options.DisorderBound, options.Late, options.Shards, ticks.Format, ticks.Mapping, ticks.Symbol]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var settings = ReplayCommand.SettingsOf(parsed, paths, ticks, options);
            var restored = new Restoring(settings, parsed.GetValue(at), parsed.GetValue(folder)).Run(terminal.Stop);
            if (parsed.GetValue(write) is { } file) File.WriteAllBytes(file, restored.Snapshot.ToBytes());
            if (settings.Json) terminal.Out.WriteLine(JsonSerializer.Serialize(new { restored.State.Time, restored.State.Rules, restored.Snapshot.NextSequence }, DerivedJson.Options));
            else Show(restored, terminal.OutConsole);
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }

    private static void Show(Restored restored, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("rule", "keys", "about KiB", "open windows", "pending timers", "oldest");
        foreach (var (rule, state) in restored.State.Rules)
        {
            table.AddRow(
                Markup.Escape(rule), Figures.Number(state.Keys), Figures.Number((state.Bytes + 1023) / 1024), Figures.Number(state.OpenWindows),
                Figures.Number(state.PendingTimers), state.Oldest is { } oldest ? $"{oldest}" : "");
        }

        console.Write(table);
        console.Write(new Text($"{Figures.Number(restored.Snapshot.NextSequence)} events, the last at {restored.State.Time}\n"));
    }
}
