using Cep.Feeds.Files;
using Cep.Feeds.Kafka;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>
/// The run over tick files: one log from their beginning to their end, whose derived events go into the spool and from there to
/// Kafka. It goes on while the broker is away.
/// </summary>
public static partial class FileWork
{
    /// <summary>How long a stop waits for the spool to be drained while the broker answers.</summary>
    private static readonly TimeSpan LastDrain = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the files have ended and the spool is empty, or it is asked to stop.</summary>
    /// <exception cref="FeedException">A file can't be read.</exception>
    /// <exception cref="SpoolException">The spool is of other files or rules, can't be used, or is full and that was to be a failure.</exception>
    /// <exception cref="KafkaFaultException">Another process drains a spool for this group.</exception>
    public static Task RunAsync(LiveContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        var logger = context.Loggers.CreateLogger(typeof(FileWork).FullName!);
        var notes = new RepeatedNotes(context.Clock, note => Noted(logger, note));
        return RunAsync(context, KafkaOptions.SpoolProducer(context.Settings, notes.Note), stop);
    }

    /// <summary>Runs with a producer of one's own.</summary>
    internal static async Task RunAsync(LiveContext context, TaskProducerOptions producer, CancellationToken stop)
    {
        var logger = context.Loggers.CreateLogger(typeof(FileWork).FullName!);
        var feeds = TickFiles.Open(context.Settings.Input.Files, TickFileOptions.Default);
        var log = SpoolLog.Open(context.Spool.Folder, context.Spool.Given > 0, SpoolLog.PartsOf(feeds, context.Settings));
        using var letters = context.Settings.DeadLetters.File is { } path ? new DeadLetterFile(path) : null;
        var options = new SpoolDrainOptions(producer with { Refused = new RefusedRecords() }, log.Name, context.Settings.Kafka.CommitInterval)
        {
            DeadLetters = letters is null ? null : CountingLetters.Of(letters, [], context.Status),
        };
        var drain = new SpoolDrain(context.Spool, options, context.Status, logger);
        using var ending = new CancellationTokenSource();
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var draining = OnThread(() => drain.Run(ending.Token));
        var reading = OnThread(() => Read(context, feeds, letters, logger, failing.Token));
        if (await Task.WhenAny(reading, draining).ConfigureAwait(false) == draining) await failing.CancelAsync().ConfigureAwait(false);
        try
        {
            await reading.ConfigureAwait(false);
        }
        finally
        {
            drain.Complete();
            await EndDrain(context, draining, ending, reading.IsFaulted, stop).ConfigureAwait(false);
        }
    }

    private static async Task EndDrain(LiveContext context, Task draining, CancellationTokenSource ending, bool hasFailed, CancellationToken stop)
    {
        try
        {
            // Once the files have ended there is nothing to do but to wait for the broker; a stop waits no longer than it has to.
            if (!hasFailed) await draining.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        if (context.Status.Broker.IsConnected == true) await Task.WhenAny(draining, Task.Delay(LastDrain, context.Clock, CancellationToken.None)).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await draining.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
    }

    private static void Read(LiveContext context, IReadOnlyList<IFeed> feeds, DeadLetterFile? letters, ILogger logger, CancellationToken stop)
    {
        var settings = context.Settings;
        var progress = new FileProgress(context.Status);
        using var spooled = new SpoolSink(context.Spool, new DerivedTopics(settings.Output.Topic), context.Status, logger, stop);
        using var counted = CountingLetters.Of(letters, [], context.Status);
        Begins(logger, feeds.Count, context.Spool.Given);
        var engine = new Engine(settings.Rules, progress.Watch(KafkaOptions.Tasks(settings).Engine));
        try
        {
            var summary = engine.Run(feeds, new RunOutputs { DeadLetters = counted, OnLate = _ => context.Status.CountLate() }.Add(spooled), stop);
            if (!summary.Interrupted) Ends(logger, summary.Events, context.Spool.Given, context.Spool.Entries);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It waited for room in the spool; what it had not put there is derived again.
        }
    }

    private static Task OnThread(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Information, Message = "Reads {Files} files; {Given} derived events of them are known from before")]
    private static partial void Begins(ILogger logger, int files, long given);

    [LoggerMessage(Level = LogLevel.Information, Message = "The files have ended after {Events} events and {Given} derived events, of which {Entries} wait in the spool")]
    private static partial void Ends(ILogger logger, long events, long given, long entries);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    private static partial void Noted(ILogger logger, string note);
}
