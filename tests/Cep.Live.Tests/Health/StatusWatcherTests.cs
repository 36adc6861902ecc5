using Cep.Feeds.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Health;

public sealed class StatusWatcherTests
{
    private readonly LiveStatus status = new(new FakeTimeProvider());

    [Fact]
    public void A_task_is_followed_from_recovery_to_its_end()
    {
        using var watcher = new StatusWatcher(status, NullLogger<StatusWatcher>.Instance);
        var engine = watcher.Watch(new EngineOptions());
        watcher.Recovering(2, "the beginning");
        Assert.Equal(LivePhase.Recovering, status.Partition(2).Phase);
        engine.OnRound!(new RunProgress(10, EventTime.MinValue, 0, 0, null));
        watcher.Running(2, TimeSpan.Zero);
        engine.OnRound(new RunProgress(15, EventTime.MinValue, 0, 0, null));
        engine.OnState!(new StateReport(EventTime.MinValue, new Dictionary<string, StateFigures> { ["r"] = new(3, 100, 0, 0, null) }));
        watcher.Committed(2, new TaskProgress(new EventTime(7), 15, 1, TimeSpan.FromMilliseconds(5)));
        watcher.SnapshotTaken(2, "file", 4096);
        Assert.Equal((15, 1, 1, 4096), (status.Events, status.Commits, status.Snapshots, status.SnapshotBytes));
        Assert.Equal((LivePhase.Running, new EventTime(7), 100), (status.Partition(2).Phase, status.Partition(2).Watermark, status.Rule("r").Bytes));

        // A recovery reads again, and what it reads counts again.
        watcher.Recovering(2, "a snapshot");
        engine.OnRound(new RunProgress(4, EventTime.MinValue, 0, 0, null));
        Assert.Equal(19, status.Events);
        watcher.Ended(2);
        Assert.Empty(status.Partitions);
        Assert.Equal(0, status.Rule("r").Bytes);
    }

    [Fact]
    public void Only_what_ends_a_task_for_good_is_fatal()
    {
        using var watcher = new StatusWatcher(status, NullLogger<StatusWatcher>.Instance);
        watcher.Faulted(0, new KafkaFaultException(KafkaFault.Abortable, ErrorCode.Unknown, "aborted"), hasEnded: false);
        watcher.Faulted(0, new KafkaFaultException(KafkaFault.Fenced, ErrorCode.ProducerFenced, "fenced"), hasEnded: false);
        watcher.Faulted(0, new IOException("a snapshot can't be written"), hasEnded: false);
        Assert.Null(watcher.Fatal);
        Assert.Equal(2, status.FailedCommits);
        var budget = new StateBudgetException("too much");
        watcher.Faulted(0, budget, hasEnded: true);
        watcher.Faulted(1, new IOException("and more"), hasEnded: true);
        Assert.Same(budget, watcher.Fatal);
    }
}
