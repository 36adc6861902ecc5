using System.Collections;
using System.CommandLine;
using Cep.Live;

namespace Cep.Cli;

/// <summary><c>cep run</c>: rules over live topics, until it is asked to stop.</summary>
internal static class RunCommand
{
    private const string Examples = """
        cep run --config cep.json
        cep run --config cep.json --check
        cep run --config cep.json --record recording/
        cep run --set kafka.group=trial --set rules.ema-breakout.fast=20
        CEP__Kafka__Bootstrap=broker-1:9092,broker-2:9092 cep run
        cep run --schema > cep.schema.json
        """;

    public static Command Create(Terminal terminal)
    {
        var config = new Option<string>("--config") { Description = "The configuration file. Variables such as CEP__Kafka__Group are laid over it.", DefaultValueFactory = _ => "cep.json", HelpName = "FILE.json" };
        var set = new Option<string[]>("--set", "-s") { Description = "A setting that is laid over all others; may be repeated. Dots separate the parts of the path, or colons where a name has dots in it.", HelpName = "PATH=VALUE" };
        var check = new Option<bool>("--check") { Description = "Look at the configuration, the folders and the connections, and start nothing." };
        var record = new Option<string?>("--record") { Description = "Record all that is read, heartbeats included, and what is derived from it, for cep parity; the same as record.directory.", HelpName = "DIR" };
        var schema = new Option<bool>("--schema") { Description = "Write the JSON Schema of the configuration file, and start nothing." };
        var command = new Command("run", "Runs rules over live topics until it is asked to stop; then it drains, commits and leaves the group.") { config, set, record, check, schema };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(schema)) return WriteSchema(terminal);
            IEnumerable<string> recorded = parsed.GetValue(record) is { } folder ? [$"record.directory={folder}"] : [];
            var settings = Read(parsed.GetValue(config)!, (parsed.GetValue(set) ?? []).Concat(recorded));
            return parsed.GetValue(check) ? Check(settings, parsed.GetValue(config)!, terminal) : Run(settings, terminal);
        });
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }

    private static int WriteSchema(Terminal terminal)
    {
        terminal.Out.Write(SettingsSchema.Text());
        return ExitCodes.Done;
    }

    /// <summary>The settings of a file, with what the environment and the command line lay over it.</summary>
    internal static LiveSettings Read(string path, IEnumerable<string> set)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""));
        return LiveSettings.Read(ConfigFile.Load(path, environment, set), RuleSelection.CatalogOf);
    }

    private static int Check(LiveSettings settings, string path, Terminal terminal)
    {
        var results = LiveCheck.RunAsync(settings, LiveComposition.Probe, terminal.Stop).GetAwaiter().GetResult();
        terminal.Out.WriteLine($"ok     {path}");
        foreach (var result in results) terminal.Out.WriteLine(result.Fault is { } fault ? $"fault  {result.What} {fault}" : $"ok     {result.What}");
        return results.Any(result => result.Fault is not null) ? ExitCodes.Unreachable : ExitCodes.Done;
    }

    private static int Run(LiveSettings settings, Terminal terminal)
    {
        var (outcome, failure) = LiveHost.RunAsync(settings, LiveComposition.Run, terminal.Error, terminal.Stop).GetAwaiter().GetResult();
        if (outcome == LiveOutcome.Stopped) return ExitCodes.Done;
        var reason = failure is null ? $"the stop took longer than {Duration.Format(settings.Engine.StopTimeout)}; what was not committed will be derived again." : Redaction.Of(settings).Apply(failure.Message);
        terminal.Error.WriteLine($"cep: {reason}");
        return ExitCodes.Failed;
    }
}
