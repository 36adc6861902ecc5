using System.Globalization;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Reads tick files as one log and writes it as a tick file, in two passes: which events there are, then the events.</summary>
internal sealed class Conversion(Terminal terminal)
{
    public required IReadOnlyList<string> Inputs { get; init; }

    public required string Output { get; init; }

    public TickFormat? Format { get; init; }

    public string? Mapping { get; init; }

    public string? Symbol { get; init; }

    public TickFormat? OutputFormat { get; init; }

    public TickCompression Compression { get; init; }

    public string? DeadLetters { get; init; }

    public required EngineOptions Options { get; init; }

    public int Run()
    {
        if (Options.From > Options.To) throw new UsageException($"--from ({Options.From}) is later than --to ({Options.To}).");
        var feeds = Open();
        var output = Path.GetFullPath(Output);
        if (feeds.Any(feed => Path.GetFullPath(feed.Name) == output)) throw new UsageException($"'{Output}' is an input as well; choose another file to write.");
        var kinds = FindKinds(feeds);
        if (terminal.Stop.IsCancellationRequested) return Interrupted();
        if (kinds == TickKinds.None) throw new FeedException($"the input holds no events{(Options.From > EventTime.MinValue || Options.To < EventTime.MaxValue ? " between --from and --to" : "")}, so there is nothing to write to '{Output}'.");
        var late = new LateReport();
        using var letters = DeadLetters is { } path ? new JsonLinesDeadLetters(path) : null;
        using var writer = TickFileOutput.Create(Output, OutputFormat, new TickWriterOptions { Kinds = kinds, Compression = Compression });
        var summary = Read("convert", Open(), writer.Write, new RunOutputs { DeadLetters = letters, OnLate = late.Add });
        late.Write(terminal.Error);
        if (summary.Interrupted) return Interrupted();
        writer.Complete();
        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cep: wrote {summary.Events:N0} events to {Output}; dead letters: {summary.DeadLetters.Values.Sum():N0}, late: {summary.LateEvents:N0}, skipped rows: {summary.SkippedRows:N0}"));
        return ExitCodes.Done;
    }

    private IReadOnlyList<IFeed> Open() => TickFileInput.Open(Inputs, Format, Mapping, Symbol);

    private int Interrupted()
    {
        terminal.Error.WriteLine($"cep: interrupted; '{Output}' was not written.");
        return ExitCodes.Interrupted;
    }

    private TickKinds FindKinds(IReadOnlyList<IFeed> feeds)
    {
        var kinds = TickKinds.None;
        Read("look for kinds of events", feeds, batch => kinds |= KindsOfEvents.In(batch), new RunOutputs());
        return kinds;
    }

    private RunSummary Read(string what, IReadOnlyList<IFeed> feeds, Action<EventBatch> onBatch, RunOutputs outputs) =>
        new ProgressDisplay(terminal, what).Run(progress => EventLog.Read(feeds, onBatch, outputs, Options with { OnRound = progress }, terminal.Stop));
}
