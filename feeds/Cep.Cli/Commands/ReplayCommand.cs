using System.CommandLine;
using Cep.Live;

namespace Cep.Cli;

/// <summary><c>cep replay</c>: tick files through rules to derived events.</summary>
internal static class ReplayCommand
{
    private const string Examples = """
        cep replay ticks/ --out found.jsonl
        cep replay 'data/**/*_trade.zip' --rules ema-breakout,volume-spike --from 2013-10-07 --to 2013-10-08
        cep replay day.csv.gz --rules block-trade --set block-trade.minSize=5000 --json
        cep replay day.parquet --rules important-prints --recipient desk=desk.jsonl --recipient risk=risk.jsonl
        cep replay day.arrow --report report.html --dead-letters letters.jsonl
        cep replay day.csv --speed 60 --out - | jq .type
        cep replay ticks/ --snapshots snapshots/ --stop-at 2013-10-07T18:00:00Z --out before.jsonl
        cep replay ticks/ --from-snapshot snapshots/ --out after.jsonl
        cep replay day.csv --rules v-shape --explain v-shape:AAPL
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Tick files, directories and globs ('data/**/*.csv'), merged by event time: CSV (plain or gzip), LEAN zips, DEBS 2022 CSV, Arrow, Parquet.",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(Parse.CheckPaths);
        var ticks = new TickOptions();
        var options = new ReplayOptions();
        var snapshots = new SnapshotOptions();
        var explain = new ExplainOptions();
        var command = new Command("replay", "Replays tick files through rules and writes the events they derive.\nThe output is the same, byte for byte, for any --shards and --batch-size.");
        command.Arguments.Add(paths);
        options.AddTo(command);
        snapshots.AddTo(command);
        explain.AddTo(command);
        ticks.AddTo(command);
        command.SetAction(parsed => Run(SettingsOf(parsed, paths, ticks, options) with { Snapshots = snapshots.Of(parsed), Explain = explain.Of(parsed) }, terminal));
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }

    private static int Run(ReplaySettings settings, Terminal terminal)
    {
        if (settings.Json && settings.IsOutToTerminal) throw new UsageException("--json and --out - both write to standard output; choose a file for --out.");
        if (settings.From > settings.To) throw new UsageException($"--from ({settings.From}) is later than --to ({settings.To}).");
        var result = new Replay(settings, terminal).Run();
        if (settings.Json) terminal.Out.WriteLine(SummaryJson.Of(result));
        else SummaryText.Write(result, settings.IsOutToTerminal ? terminal.ErrorConsole : terminal.OutConsole);
        return result.ExitCode;
    }

    /// <summary>What the command line and the configuration file say.</summary>
    public static ReplaySettings SettingsOf(ParseResult parsed, Argument<string[]> paths, TickOptions ticks, ReplayOptions options)
    {
        var (configured, timing) = ConfigOf(parsed.GetValue(options.Config));
        var late = Said(parsed, options.Late, timing.Late);
        return new ReplaySettings
        {
            Paths = parsed.GetValue(paths)!,
            Rules = parsed.GetValue(options.Rules) ?? [],
            Set = parsed.GetValue(options.Set) ?? [],
            Configured = configured,
            RuleAssemblies = parsed.GetValue(options.RuleAssemblies) ?? [],
            From = parsed.GetValue(ticks.From),
            To = parsed.GetValue(ticks.To),
            Speed = parsed.GetValue(options.Speed),
            Shards = parsed.GetValue(options.Shards),
            BatchSize = (int)parsed.GetValue(options.BatchSize),
            Timing = new FeedTiming
            {
                DisorderBound = Said(parsed, options.DisorderBound, timing.DisorderBound ?? TimeSpan.Zero),
                AllowedLateness = Said(parsed, options.AllowedLateness, timing.AllowedLateness ?? TimeSpan.Zero),
                Lateness = late?.Policy ?? LatenessPolicy.Drop,
                IdleAfter = Said(parsed, options.IdleAfter, timing.IdleAfter),
            },
            LateEvents = late?.File,
            Out = parsed.GetValue(options.Out),
            Recipients = parsed.GetValue(options.Recipients) ?? [],
            DeadLetters = parsed.GetValue(options.DeadLetters),
            Report = parsed.GetValue(options.Report),
            Format = parsed.GetValue(ticks.Format),
            Mapping = parsed.GetValue(ticks.Mapping),
            Symbol = parsed.GetValue(ticks.Symbol),
            Json = parsed.GetValue(options.Json),
        };
    }

    /// <summary>What the configuration file says of rules and order; its other sections are for a live run.</summary>
    private static (IReadOnlyList<RuleSetting> Rules, TimingSettings Timing) ConfigOf(string? path)
    {
        if (path is null) return ([], new TimingSettings());
        var file = ConfigFile.Load(path);
        file.CheckSections();
        var read = (file.ReadRuleSettings(), file.ReadTiming());
        file.ThrowIfFaulty();
        return read;
    }

    /// <summary>What the command line says, or else the configuration file.</summary>
    private static T? Said<T>(ParseResult parsed, Option<T> option, T? otherwise) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : otherwise;
}
