using System.Collections.Concurrent;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>One process of several: its tasks, and what they told of themselves.</summary>
internal sealed class LiveProcess : ITaskWatcher, IDisposable
{
    private readonly List<LiveTasks> sets = [];
    private readonly ClientSettings client;
    private readonly string output;

    /// <summary>Makes it and joins the groups.</summary>
    /// <param name="client">How to reach the cluster.</param>
    /// <param name="topic">What it reads.</param>
    /// <param name="output">Where derived events go.</param>
    /// <param name="group">The group.</param>
    /// <param name="stateFolder">Where snapshots are kept.</param>
    /// <param name="with">What differs from the options that tests have.</param>
    /// <param name="repartition">The rules that see several symbols together, null for none.</param>
    /// <param name="hasTransactions">The embedded cluster keeps no offsets that a transaction carries, so there they are committed beside it.</param>
    public LiveProcess(
        ClientSettings client, string topic, string output, string group, string stateFolder, Func<LiveTaskOptions, LiveTaskOptions>? with = null, Repartition? repartition = null, bool hasTransactions = false)
    {
        this.client = client;
        this.output = output;
        var read = new KafkaGroupOptions { Client = client, Group = group, Topics = [topic], SessionTimeout = TimeSpan.FromSeconds(6) };
        var options = (with ?? (static options => options))(new LiveTaskOptions
        {
            Rules = TickLog.Rules,
            StateFolder = stateFolder,
            CommitInterval = TimeSpan.FromMilliseconds(50),
            SnapshotInterval = TimeSpan.FromMilliseconds(200),
            RecoveryPause = TimeSpan.FromMilliseconds(50),
        });
        Add(read, repartition?.First(options) ?? options, hasTransactions, this);
        if (repartition is not null) Add(repartition.Second(read), repartition.Second(options), hasTransactions, new ShiftedWatcher(this, repartition.Sources));
        foreach (var tasks in sets) tasks.Start();
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

    public void Dispose()
    {
        foreach (var tasks in sets) tasks.Dispose();
    }

    /// <summary>Ends the tasks as a crash would: without a commit.</summary>
    public void Kill()
    {
        foreach (var tasks in sets) tasks.AbandonAll();
        Dispose();
    }

    private void Add(KafkaGroupOptions read, LiveTaskOptions options, bool hasTransactions, ITaskWatcher watcher) => sets.Add(new LiveTasks(
        read,
        options,
        (partition, member) => new TaskProducerOptions
        {
            Client = client, Group = read.Group, Partition = partition, Noted = Notes.Enqueue, CommitWithoutTransaction = hasTransactions ? null : member.Commit,
        },
        (producer, stop) => (new KafkaSink(producer, new DerivedTopics(output), stop), null),
        watcher,
        Notes.Enqueue));
}
