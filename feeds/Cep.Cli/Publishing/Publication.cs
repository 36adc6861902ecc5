using System.Globalization;
using Cep.Feeds.Files;
using Cep.Feeds.Kafka;
using Cep.Live;

namespace Cep.Cli;

/// <summary>Reads tick files as one log and writes it into a topic, as fast as the brokers take it or at a multiple of the market's pace.</summary>
internal sealed class Publication(Terminal terminal)
{
    public required Func<IReadOnlyList<IFeed>> Open { get; init; }

    public required LiveSettings Settings { get; init; }

    public string? Topic { get; init; }

    public MessageFormat Format { get; init; }

    public int Rows { get; init; }

    public double? Speed { get; init; }

    public string? DeadLetters { get; init; }

    public required EngineOptions Options { get; init; }

    public int Run()
    {
        if (Options.From > Options.To) throw new UsageException($"--from ({Options.From}) is later than --to ({Options.To}).");
        var topic = Topic ?? OnlyTopic();
        var feeds = Open();
        var late = new LateReport();
        using var letters = DeadLetters is { } path ? new JsonLinesDeadLetters(path) : null;
        try
        {
            using var publisher = new TickPublisher(KafkaOptions.Client(Settings), topic, Format, Rows, terminal.Stop);
            using var writer = new TopicWriter(publisher, topic);
            var summary = Read(feeds, writer, publisher, new RunOutputs { DeadLetters = letters, OnLate = late.Add });
            if (summary.Interrupted) throw new OperationCanceledException();
            writer.Complete();
            late.Write(terminal.Error);
            Tell(summary, publisher, topic);
            return ExitCodes.Done;
        }
        catch (KafkaFaultException fault)
        {
            throw new FeedException(Redaction.Of(Settings).Apply(fault.Message), fault);
        }
        catch (OperationCanceledException) when (terminal.Stop.IsCancellationRequested)
        {
            terminal.Error.WriteLine($"cep: interrupted; what topic '{topic}' has got until then stays there.");
            return ExitCodes.Interrupted;
        }
    }

    private string OnlyTopic() => Settings.Kafka.Topics.Count == 1
        ? Settings.Kafka.Topics.Keys.First()
        : throw new UsageException($"the configuration reads {Settings.Kafka.Topics.Count} topics ({string.Join(", ", Settings.Kafka.Topics.Keys)}); say with --topic which one is meant.");

    private RunSummary Read(IReadOnlyList<IFeed> feeds, TopicWriter writer, TickPublisher publisher, RunOutputs outputs)
    {
        var pace = Speed is { } speed ? new Pace(speed, terminal.Stop) : null;
        return new ProgressDisplay(terminal, "publish").Run(progress =>
        {
            var options = Options with { OnRound = done => OnRound(done, progress, pace, publisher) };
            return EventLog.Read(feeds, writer.Write, outputs, pace is null ? options : options with { RoundSpan = pace.RoundSpan }, terminal.Stop);
        });
    }

    private static void OnRound(RunProgress done, Action<RunProgress> progress, Pace? pace, TickPublisher publisher)
    {
        progress(done);
        if (pace is null) return;

        // Who asks for the market's pace wants no tick to wait for an Arrow message to fill.
        publisher.Flush();
        pace.Wait(done);
    }

    private void Tell(RunSummary summary, TickPublisher publisher, string topic) => terminal.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"cep: published {summary.Events:N0} events as {publisher.Acknowledged:N0} messages to {topic} [0-{publisher.Partitions - 1}]; dead letters: {summary.DeadLetters.Values.Sum():N0}, late: {summary.LateEvents:N0}, skipped rows: {summary.SkippedRows:N0}"));
}
