using System.CommandLine;
using System.Text.Json;
using Cep.Live;

namespace Cep.Cli;

/// <summary><c>cep parity</c>: whether a live run derived what a replay of its input derives.</summary>
internal static class ParityCommand
{
    private const string Examples = """
        cep parity recording/
        cep parity recording/ --config cep.json --json
        cep parity recording/ --set rules.ema-breakout.fast=20
        """;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to which cep run --record has recorded." };
        var config = new Option<string>("--config") { Description = "The configuration of the live run, for its rules, their parameters and the timing.", DefaultValueFactory = _ => "cep.json", HelpName = "FILE.json" };
        var set = new Option<string[]>("--set", "-s") { Description = "A setting that is laid over all others; may be repeated.", HelpName = "PATH=VALUE" };
        var json = new Option<bool>("--json") { Description = "Print the result of each task as one JSON object on a line." };
        var command = new Command("parity", "Replays what a live run recorded and proves by hash that it derived the same, or shows the first difference.") { folder, config, set, json };
        command.SetAction(parsed =>
        {
            var settings = RunCommand.Read(parsed.GetValue(config)!, parsed.GetValue(set) ?? []);
            try
            {
                return Check(parsed.GetValue(folder)!, settings, parsed.GetValue(json), terminal);
            }
            catch (RecordingException fault)
            {
                terminal.Error.WriteLine($"cep: {fault.Message}");
                return ExitCodes.Failed;
            }
        });
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }

    private static int Check(string folder, LiveSettings settings, bool isJson, Terminal terminal)
    {
        var differs = false;
        var rules = settings.Rules.Select(rule => $"{rule.Identity.Name} v{rule.Identity.Version}").Order(StringComparer.Ordinal).ToList();
        foreach (var result in Parity.Check(folder, settings.Rules, KafkaOptions.Tasks(settings).Engine, terminal.Stop))
        {
            differs |= result.Difference is not null;
            if (isJson) terminal.Out.WriteLine(JsonSerializer.Serialize(result, DerivedJson.Options));
            else Tell(result, rules, terminal);
        }

        return differs ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Tell(ParityResult result, IReadOnlyList<string> rules, Terminal terminal)
    {
        var recorded = result.RecordedRules.Order(StringComparer.Ordinal).ToList();
        if (!recorded.SequenceEqual(rules)) terminal.Out.WriteLine($"partition {result.Partition}: the live run had the rules {string.Join(", ", recorded)}; this replay has {string.Join(", ", rules)}.");
        if (result.Difference is not { } difference)
        {
            terminal.Out.WriteLine($"partition {result.Partition}: the same {Figures.Number(result.DerivedEvents)} derived events from {Figures.Number(result.Events)} events, sha256 {result.Sha256}");
            return;
        }

        terminal.Out.WriteLine($"partition {result.Partition}: {Figures.Number(result.DerivedEvents)} derived events are the same; number {Figures.Number(difference.Number)} is not:");
        terminal.Out.WriteLine($"  live    {difference.Live ?? "(nothing more)"}");
        terminal.Out.WriteLine($"  replay  {difference.Replayed ?? "(nothing more)"}");
    }
}
