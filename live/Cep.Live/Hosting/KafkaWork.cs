using Cep.Feeds.Kafka;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>The live run over Kafka: joins the group, runs the tasks of its partitions, and leaves when asked to stop.</summary>
public static partial class KafkaWork
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>For how long a topic may be missing: a broker that has just started may not know its topics yet.</summary>
    private static readonly TimeSpan TopicPatience = TimeSpan.FromSeconds(30);

    /// <summary>Runs until it is asked to stop. While no broker answers at the start, it tries again.</summary>
    /// <exception cref="FeedException">Topics are missing or can't be read together.</exception>
    /// <exception cref="InvalidOperationException">A task has ended for good.</exception>
    /// <exception cref="KafkaFaultException">The cluster refuses, and trying again would not help.</exception>
    public static Task RunAsync(LiveContext context, CancellationToken stop) => WorkAsync(context, hasTransactions: true, stop);

    /// <summary>
    /// As <see cref="RunAsync"/>, over a cluster without transactions, as the embedded one is: positions are committed after what
    /// was derived from them, so that it comes again after a fault, with the same ids.
    /// </summary>
    public static Task RunWithoutTransactionsAsync(LiveContext context, CancellationToken stop) => WorkAsync(context, hasTransactions: false, stop);

    private static async Task WorkAsync(LiveContext context, bool hasTransactions, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        var logger = context.Loggers.CreateLogger(typeof(KafkaWork).FullName!);
        using var letters = context.Settings.DeadLetters.File is { } path ? new DeadLetterFile(path) : null;
        using var watcher = new StatusWatcher(context.Status, context.Loggers.CreateLogger<StatusWatcher>());
        var notes = new RepeatedNotes(context.Clock, note => Noted(logger, note));
        long? missingSince = null;
        while (!stop.IsCancellationRequested)
        {
            using var tasks = Create(context, watcher, letters, hasTransactions, notes.Note);
            try
            {
                tasks.Start();
            }
            catch (KafkaFaultException fault) when (fault.Fault == KafkaFault.Retriable)
            {
                missingSince = null;
                context.Status.SetBroker(false);
                NoBroker(logger, fault.Message);
                await Wait(context, stop).ConfigureAwait(false);
                continue;
            }
            catch (FeedException fault) when (missingSince is not { } since || context.Clock.GetElapsedTime(since) < TopicPatience)
            {
                missingSince ??= context.Clock.GetTimestamp();
                NotReady(logger, fault.Message);
                await Wait(context, stop).ConfigureAwait(false);
                continue;
            }

            context.Status.SetBroker(true);
            context.Status.Phase = LivePhase.Running;
            while (!stop.IsCancellationRequested)
            {
                if (watcher.Fatal is { } fault) throw new InvalidOperationException($"a task has ended for good: {fault.Message}", fault);
                foreach (var lag in tasks.Group!.Lags()) context.Status.Partition(lag.Partition).SetLag(lag.Topic, lag.Lag);
                letters?.Flush();
                await Wait(context, stop).ConfigureAwait(false);
            }
        }
    }

    private static LiveTasks Create(LiveContext context, StatusWatcher watcher, DeadLetterFile? letters, bool hasTransactions, Action<string> noted)
    {
        var settings = context.Settings;
        var options = KafkaOptions.Tasks(settings) with { Clock = context.Clock };
        var refused = new RefusedRecords();
        return new LiveTasks(
            KafkaOptions.Group(settings),
            options with { Engine = watcher.Watch(options.Engine) },
            (partition, group) => KafkaOptions.Producer(settings, partition, noted) with { CommitWithoutTransaction = hasTransactions ? null : group.Commit, Refused = refused },
            (producer, ending) =>
            {
                List<IDeadLetterSink> letterSinks = letters is null ? [] : [letters.ForTask()];
                if (settings.DeadLetters.Topic is { } topic) letterSinks.Add(new KafkaDeadLetters(producer, topic, ending));
                var counted = new CountingLetters(letterSinks, context.Status, letters is null ? null : letters.Flush);
                var untaken = letterSinks.Count > 0 ? counted : null;
                var sink = new CountingSink(new KafkaSink(producer, new DerivedTopics(settings.Output.Topic), ending) { DeadLetters = untaken }, counted, context.Status);
                return (sink, sink);
            },
            watcher,
            noted);
    }

    private static async Task Wait(LiveContext context, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Tick, context.Clock, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No broker answers, trying again: {Reason}")]
    private static partial void NoBroker(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The topics can't be read yet, trying again: {Reason}")]
    private static partial void NotReady(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    private static partial void Noted(ILogger logger, string note);
}
