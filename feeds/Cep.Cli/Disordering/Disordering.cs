using System.Globalization;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>
/// Reads tick files as one log and writes it as one file out of order. The log is merged first, by event time and then by
/// the names of the files, so that a replay which puts the one file back in order sees the log of the many.
/// </summary>
internal sealed class Disordering(DisorderOptions options, Terminal terminal)
{
    public int Run()
    {
        Check();
        var feeds = Open();
        var output = Path.GetFullPath(options.Output);
        if (feeds.Any(feed => Path.GetFullPath(feed.Name) == output)) throw new UsageException($"'{options.Output}' is an input as well; choose another file to write.");
        var kinds = TickKinds.None;
        var first = Read("look for kinds of events", feeds, batch => kinds |= KindsOfEvents.In(batch), new RunOutputs());
        if (first.Interrupted) return Interrupted();
        if (kinds == TickKinds.None) throw new FeedException($"the input holds no events, so there is nothing to write to '{options.Output}'.");
        var late = new LateReport();
        using var writer = TickFileOutput.Create(options.Output, options.OutputFormat, new TickWriterOptions { Kinds = kinds });
        var log = new DisorderedLog(options, writer);
        var summary = Read("generate", Open(), log.Add, new RunOutputs { OnLate = late.Add });
        late.Write(terminal.Error);
        if (summary.Interrupted) return Interrupted();
        log.Complete();
        writer.Complete();
        Tell(log, summary);
        return ExitCodes.Done;
    }

    private void Check()
    {
        if (options.LateBy is { } by && by <= options.Shuffle)
        {
            throw new UsageException($"--late-by {Duration.Format(by)} is not beyond --shuffle {Duration.Format(options.Shuffle)}: such an event would not be late.");
        }

        if (options.OutputFormat == TickFormat.Lean || (options.OutputFormat is null && Path.GetExtension(options.Output).Length == 0))
        {
            throw new UsageException($"'{options.Output}' would be a LEAN folder, which has a file for each symbol and so no arrival order across them. Write one file: .csv, .csv.gz, .arrow or .parquet.");
        }
    }

    private IReadOnlyList<IFeed> Open() => TickFileInput.Open(options.Inputs, null, null, null);

    private RunSummary Read(string what, IReadOnlyList<IFeed> feeds, Action<EventBatch> onBatch, RunOutputs outputs) =>
        new ProgressDisplay(terminal, what).Run(progress => EventLog.Read(feeds, onBatch, outputs, new EngineOptions { OnRound = progress }, terminal.Stop));

    private int Interrupted()
    {
        terminal.Error.WriteLine($"cep: interrupted; '{options.Output}' was not written.");
        return ExitCodes.Interrupted;
    }

    private void Tell(DisorderedLog log, RunSummary summary)
    {
        var left = summary.LateEvents + summary.DeadLetters.Values.Sum();
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cep: wrote {log.Rows:N0} rows of {log.Events:N0} events to {options.Output}: {log.OutOfOrder:N0} out of order, {log.Duplicates:N0} repeated, {log.Late:N0} later than {Duration.Format(options.Shuffle)}; at most {log.HeldMax:N0} held (seed {options.Seed})"));
        if (left > 0) terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cep: left out {left:N0} rows of the input that were malformed or late in their own file"));
        if (log.Late == 0 && options.Late > 0) terminal.Error.WriteLine("cep: no row came late: the input holds too few events for this --late.");
        terminal.Error.WriteLine($"cep: replay it with --disorder-bound {Duration.Format(options.Shuffle)}");
    }
}
