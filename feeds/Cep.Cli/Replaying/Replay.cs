using System.Diagnostics;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Composes feeds, rules and sinks and runs them: the one place where all of them meet.</summary>
internal sealed class Replay(ReplaySettings settings, Terminal terminal)
{
    /// <summary>Runs, and writes the report when one is wanted.</summary>
    /// <exception cref="UsageException">The settings don't fit together.</exception>
    /// <exception cref="FeedException">An input can't be read; what was derived until then is in the outputs.</exception>
    public ReplayResult Run()
    {
        var rules = RuleSelection.Create(RuleSelection.CatalogOf(settings.RuleAssemblies), settings.Rules, settings.Configured, settings.Set);
        var pace = settings.Speed is { } speed ? new Pace(speed, terminal.Stop) : null;
        Action<RunProgress>? show = null;
        var engine = new Engine(settings.Report is null ? rules : [.. rules, new ReportPrices()], settings.Snapshots.AddTo(new EngineOptions
        {
            Shards = settings.Shards,
            BatchSize = settings.BatchSize,
            From = settings.From,
            To = settings.To,
            Timing = settings.Timing,
            Explain = settings.Explain.ToExplain(isTold: !settings.Json),
            RoundSpan = pace?.RoundSpan ?? TimeSpan.Zero,
            OnRound = progress =>
            {
                show?.Invoke(progress);
                pace?.Wait(progress);
            },
        }));
        var feeds = TickFileInput.Open(settings.Paths, settings.Format, settings.Mapping, settings.Symbol);
        OutputPaths.Check(settings, feeds);
        using var outputs = new ReplayOutputs(settings, rules, terminal);
        var elapsed = Stopwatch.StartNew();
        RunSummary summary;
        try
        {
            summary = new ProgressDisplay(terminal, "replay").Run(progress =>
            {
                show = progress;
                return engine.Run(feeds, outputs.Outputs, terminal.Stop);
            });
        }
        catch (FeedException)
        {
            terminal.Error.WriteLine("cep: an input broke off; the outputs hold what was derived until then.");
            throw;
        }
        finally
        {
            elapsed.Stop();
            outputs.Late.Write(terminal.Error);
        }

        outputs.Dispose();
        var result = ResultOf(rules, summary, outputs, elapsed.Elapsed);
        if (outputs.Report is { } report) ReportFile.Write(settings.Report!, result, report);
        outputs.Table?.Show(terminal.OutConsole);
        if (!settings.Json && settings.Explain.File is null) outputs.Explained.Show(settings.IsOutToTerminal ? terminal.Error : terminal.Out, summary, settings.Explain);
        return result;
    }

    private ReplayResult ResultOf(IReadOnlyList<Rule> rules, RunSummary summary, ReplayOutputs outputs, TimeSpan elapsed) => new()
    {
        Settings = settings,
        Rules = rules,
        Summary = summary,
        DerivedEvents = summary.DerivedEvents.Where(entry => entry.Key != ReportPrices.RuleName).ToDictionary(StringComparer.Ordinal),
        Counts = outputs.Counts,
        DeadLetterSamples = outputs.DeadLetters.Samples,
        OutputSha256 = outputs.Lines.Sha256,
        Elapsed = elapsed,
    };
}
