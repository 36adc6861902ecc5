using System.Globalization;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// Runs the rules over one partition number of the topics, on a thread of its own, until it is stopped. Each attempt begins
/// with what is committed: it restores the newest snapshot, reads again from there without telling anything, and goes on.
/// </summary>
/// <remarks>See ADR 0013. Stopping is safe on any thread.</remarks>
public sealed class LiveTask : IDisposable
{
    private readonly int partition;
    private readonly LiveTaskOptions options;
    private readonly KafkaGroup group;
    private readonly Func<TaskProducer> createProducer;
    private readonly Func<TaskProducer, CancellationToken, (ISink Sink, IDeadLetterSink? Letters)> createSinks;
    private readonly ITaskWatcher watcher;
    private readonly CancellationTokenSource abandoned = new();
    private readonly Thread thread;
    private volatile LiveRun? current;
    private IReadOnlyList<PartitionOffset>? inDoubt;
    private volatile bool isStopping;

    /// <summary>Makes a task; <see cref="Start"/> runs it.</summary>
    /// <param name="partition">The partition number.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="group">Gives it its feeds.</param>
    /// <param name="createProducer">Makes its producer.</param>
    /// <param name="createSinks">Makes what writes through the producer.</param>
    /// <param name="watcher">Hears how it fares.</param>
    public LiveTask(
        int partition,
        LiveTaskOptions options,
        KafkaGroup group,
        Func<TaskProducer> createProducer,
        Func<TaskProducer, CancellationToken, (ISink Sink, IDeadLetterSink? Letters)> createSinks,
        ITaskWatcher watcher)
    {
        this.partition = partition;
        this.options = options;
        this.group = group;
        this.createProducer = createProducer;
        this.createSinks = createSinks;
        this.watcher = watcher;
        thread = new Thread(Run) { Name = string.Create(CultureInfo.InvariantCulture, $"cep-task-{partition}"), IsBackground = true };
    }

    /// <summary>Runs the task.</summary>
    public void Start() => thread.Start();

    /// <summary>Asks the task to commit all that it has read and to end.</summary>
    public void Stop()
    {
        isStopping = true;

        // A task between two attempts has nothing to commit, and may be waiting for a broker that is away.
        if (current is { } run) run.Stop();
        else abandoned.Cancel();
    }

    /// <summary>Ends the task at once, without a commit: another process may run it already.</summary>
    public void Abandon()
    {
        isStopping = true;
        abandoned.Cancel();
    }

    /// <summary>Waits until the task has ended.</summary>
    /// <returns>False when it has not within the time.</returns>
    public bool Join(TimeSpan atMost) => thread.Join(atMost);

    /// <inheritdoc/>
    public void Dispose()
    {
        Abandon();
        if (thread.ThreadState != ThreadState.Unstarted) thread.Join();
        abandoned.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!isStopping && RunOnce() is { } pause) abandoned.Token.WaitHandle.WaitOne(pause);
        }
        finally
        {
            watcher.Ended(partition);
        }
    }

    /// <returns>After how long to recover and go on; null when the task has ended.</returns>
    private TimeSpan? RunOnce()
    {
        try
        {
            using var producer = createProducer();
            producer.Open(abandoned.Token);
            using var run = new LiveRun(partition, options, group, producer, createSinks, watcher, inDoubt, abandoned.Token);
            current = run;
            if (isStopping) run.Stop();
            run.Run(abandoned.Token);
            return null;
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            return null;
        }
        catch (KafkaFaultException fault)
        {
            // Whatever it was, the answer is to begin again with what is committed. Who was fenced off looks the same whether
            // another has the partition or the broker only gave up the transaction: the pause lets the group say which.
            watcher.Faulted(partition, fault, hasEnded: false);
            return fault.Fault == KafkaFault.Fenced ? options.FencedPause : options.RecoveryPause;
        }
        catch (Exception fault)
        {
            watcher.Faulted(partition, fault, hasEnded: true);
            return null;
        }
        finally
        {
            if (current is { } ended) inDoubt = ended.InDoubt;
            current = null;
        }
    }
}
