using Cep.Feeds.Kafka;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>Tells the status and the log how tasks fare.</summary>
/// <remarks>Called by the tasks' own threads. What the engine tells of a task is known by the thread that tells it.</remarks>
public sealed partial class StatusWatcher(LiveStatus status, ILogger<StatusWatcher> logger) : ITaskWatcher, IDisposable
{
    private readonly ThreadLocal<(int Partition, long Events)?> task = new();
    private volatile Exception? fatal;

    /// <summary>
    /// What ended a task for good, null when nothing did. A process that goes on without one of its tasks would look well while
    /// its partition stands still.
    /// </summary>
    public Exception? Fatal => fatal;

    /// <summary>The options of the engine with what makes it tell of itself.</summary>
    public EngineOptions Watch(EngineOptions engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine with { OnRound = OnRound, OnState = OnState };
    }

    /// <inheritdoc/>
    public void Recovering(int partition, string from)
    {
        task.Value = (partition, 0);
        status.Partition(partition).Phase = LivePhase.Recovering;
        IsRecovering(partition, from);
    }

    /// <inheritdoc/>
    public void Running(int partition, TimeSpan recovery)
    {
        status.Partition(partition).Phase = LivePhase.Running;
        status.SetBroker(true);
        IsRunning(partition, (long)recovery.TotalMilliseconds);
    }

    /// <inheritdoc/>
    public void Committed(int partition, in TaskProgress progress)
    {
        status.Partition(partition).Watermark = progress.Time;
        status.CountCommit(progress.Took);
        status.SetBroker(true);
    }

    /// <inheritdoc/>
    public void Looked(int partition, EventTime time, IReadOnlyDictionary<string, PartialMatches> partials)
    {
        ArgumentNullException.ThrowIfNull(partials);
        if (partials.Count > 0) status.Partition(partition).LookedAt = time;
        foreach (var (rule, alive) in partials) status.Rule(rule).SetPartialMatches(partition, alive);
    }

    /// <inheritdoc/>
    public void SnapshotTaken(int partition, string file, long bytes)
    {
        status.CountSnapshot(bytes);
        TookSnapshot(partition, file, bytes);
    }

    /// <inheritdoc/>
    public void Faulted(int partition, Exception fault, bool hasEnded)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault is KafkaFaultException) status.CountFailedCommit();
        if (hasEnded) fatal ??= fault;
        if (hasEnded) HasEnded(partition, fault.Message, fault);
        else Recovers(partition, fault.Message);
    }

    /// <inheritdoc/>
    public void Ended(int partition)
    {
        status.Forget(partition);
        HasLeft(partition);
    }

    /// <inheritdoc/>
    public void Dispose() => task.Dispose();

    private void OnRound(RunProgress progress)
    {
        if (task.Value is not { } own) return;
        status.CountEvents(progress.Events - own.Events);
        task.Value = own with { Events = progress.Events };
    }

    private void OnState(StateReport report)
    {
        if (task.Value is not { } own) return;
        foreach (var (rule, figures) in report.Rules) status.Rule(rule).SetKept(own.Partition, figures);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} recovers: {From}")]
    private partial void IsRecovering(int partition, string from);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} runs after {RecoveryMillis} ms of recovery")]
    private partial void IsRunning(int partition, long recoveryMillis);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Partition {Partition} has the snapshot {File} of {Bytes} bytes")]
    private partial void TookSnapshot(int partition, string file, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition} begins again with what is committed: {Reason}")]
    private partial void Recovers(int partition, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition} has ended: {Reason}")]
    private partial void HasEnded(int partition, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Partition {Partition} has left")]
    private partial void HasLeft(int partition);
}
