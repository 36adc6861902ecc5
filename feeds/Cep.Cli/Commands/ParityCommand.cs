using System.CommandLine;
using System.Text.Json;
using Cep.Live;

namespace Cep.Cli;

/// <summary><c>cep parity</c>: whether a live run derived what a replay of its input derives.</summary>
internal static class ParityCommand
{
    private const string Examples = """
        cep parity recording/
        cep parity recording/ --json
        cep parity recording/ --set rules.ema-breakout.fast=20
        cep parity recording/ --config tomorrow.json
        """;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to which cep run --record has recorded." };
        var config = new Option<string?>("--config") { Description = "Replay with the rules, their parameters and the timing of a configuration file in place of the recorded ones.", HelpName = "FILE.json" };
        var set = new Option<string[]>("--set", "-s") { Description = "A setting that is laid over all others; may be repeated.", HelpName = "PATH=VALUE" };
        var assemblies = new Option<string[]>("--rules-assembly") { Description = "An assembly with rules of yours; may be repeated.", HelpName = "FILE.dll" };
        var json = new Option<bool>("--json") { Description = "Print the result of each recording as one JSON object on a line." };
        var command = new Command("parity", "Replays what a live run recorded and proves by hash that it derived the same, or shows the first difference.") { folder, config, set, assemblies, json };
        command.SetAction(parsed =>
        {
            RuleCatalog CatalogOf(IReadOnlyList<string> named) => RuleSelection.CatalogOf([.. named, .. parsed.GetValue(assemblies) ?? []]);
            var results = Parity.Check(parsed.GetValue(folder)!, run => SettingsOf(run, parsed.GetValue(config), parsed.GetValue(set) ?? [], CatalogOf), terminal.Stop);
            try
            {
                return Check(results, parsed.GetValue(json), terminal);
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

    private static (IReadOnlyList<Rule> Rules, FeedTiming Timing) SettingsOf(RecordedRun run, string? config, IReadOnlyList<string> set, Func<IReadOnlyList<string>, RuleCatalog> catalogOf)
    {
        if (config is null) CheckKnown(run, catalogOf([]));
        var file = config is null ? ConfigFile.Of(run.Config, run.Folder, set) : ConfigFile.Load(config, set: set);
        var (rules, timing) = (file.ReadRules(catalogOf), file.ReadTiming());
        file.ThrowIfFaulty();
        return (rules, timing.ToFeedTiming());
    }

    private static void CheckKnown(RecordedRun run, RuleCatalog catalog)
    {
        if (run.Rules.FirstOrDefault(rule => !catalog.Names.Contains(rule.Name)) is not { } missing) return;
        throw new UsageException($"partition {run.Partition} was recorded with the rule '{missing.Name}', which is not known here; name its assembly with --rules-assembly, or other rules with --config.");
    }

    private static int Check(IEnumerable<ParityResult> results, bool isJson, Terminal terminal)
    {
        var (recordings, same, differing) = (0, 0L, 0);
        foreach (var result in results)
        {
            recordings++;
            same += result.DerivedEvents;
            if (result.Difference is not null) differing++;
            if (isJson) terminal.Out.WriteLine(JsonSerializer.Serialize(result, DerivedJson.Options));
            else Tell(result, terminal.Out);
        }

        if (!isJson && differing == 0) terminal.Out.WriteLine($"parity: {Figures.Number(same)} derived events in {Figures.Number(recordings)} recordings, all the same");
        else if (!isJson) terminal.Out.WriteLine($"no parity: {Figures.Number(differing)} of {Figures.Number(recordings)} recordings differ");
        return differing > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Tell(ParityResult result, TextWriter output)
    {
        var name = result.Part == 1 ? $"partition {result.Partition}" : $"partition {result.Partition} from part {result.Part} on";
        if (result.Difference is not { } difference)
        {
            output.WriteLine($"{name}: the same {Figures.Number(result.DerivedEvents)} derived events from {Figures.Number(result.Events)} events, sha256 {result.Sha256}");
            return;
        }

        output.WriteLine($"{name}: {Figures.Number(result.DerivedEvents)} derived events are the same; number {Figures.Number(difference.Number)} is not (the live run had the rules {string.Join(", ", result.RecordedRules.Select(rule => $"{rule.Name} v{rule.Version}"))}):");
        output.WriteLine($"  live    {difference.Live ?? "(nothing more)"}");
        output.WriteLine($"  replay  {difference.Replayed ?? "(nothing more)"}");
    }
}
