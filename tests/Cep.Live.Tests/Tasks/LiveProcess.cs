using System.Collections.Concurrent;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>One process of several: its tasks, and what they told of themselves.</summary>
internal sealed class LiveProcess : ITaskWatcher, IDisposable
{
    private readonly LiveTasks tasks;

    public LiveProcess(ClientSettings client, string topic, string output, string group, string stateFolder, Func<LiveTaskOptions, LiveTaskOptions>? with = null)
    {
        tasks = new LiveTasks(
            new KafkaGroupOptions { Client = client, Group = group, Topics = [topic], SessionTimeout = TimeSpan.FromSeconds(6) },
            (with ?? (static options => options))(new LiveTaskOptions
            {
                Rules = TickLog.Rules,
                StateFolder = stateFolder,
                CommitInterval = TimeSpan.FromMilliseconds(50),
                SnapshotInterval = TimeSpan.FromMilliseconds(200),
                RecoveryPause = TimeSpan.FromMilliseconds(50),
            }),
            (partition, member) => new TaskProducerOptions
            {
                // The embedded cluster keeps no offsets that a transaction carries, so they are committed beside it.
                Client = client, Group = group, Partition = partition, Noted = Notes.Enqueue, CommitWithoutTransaction = member.Commit,
            },
            (producer, stop) => (new KafkaSink(producer, new DerivedTopics(output), stop), null),
            this,
            Notes.Enqueue);
        tasks.Start();
    }

    public ConcurrentQueue<string> Notes { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>Faults after which a task began again.</summary>
    public ConcurrentQueue<Exception> Recoveries { get; } = new();

    public void Recovering(int partition, string from) => Notes.Enqueue($"{partition}: recovering {from}");

    public void Running(int partition, TimeSpan recovery) => Notes.Enqueue($"{partition}: running");

    public void Committed(int partition, in TaskProgress progress) => Notes.Enqueue($"{partition}: committed {progress.Events} events, {progress.Told} told");

    public void Looked(int partition, EventTime time, IReadOnlyDictionary<string, PartialMatches> partials) => Notes.Enqueue($"{partition}: looked at {partials.Count} rules");

    public void SnapshotTaken(int partition, string file, long bytes) => Notes.Enqueue($"{partition}: snapshot {Path.GetFileName(file)}");

    public void Faulted(int partition, Exception fault, bool hasEnded)
    {
        Notes.Enqueue($"{partition}: {fault.Message}");
        (hasEnded ? Faults : Recoveries).Enqueue(fault);
    }

    public void Ended(int partition) => Notes.Enqueue($"{partition}: ended");

    public void Dispose() => tasks.Dispose();

    /// <summary>Ends the tasks as a crash would: without a commit.</summary>
    public void Kill()
    {
        tasks.AbandonAll();
        tasks.Dispose();
    }
}
