using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>The tasks of a process: as the group gives and takes partition numbers they start and end.</summary>
public sealed class LiveTasks : IDisposable
{
    private readonly Dictionary<int, LiveTask> tasks = [];
    private readonly Lock gate = new();
    private readonly KafkaGroupOptions groupOptions;
    private readonly LiveTaskOptions options;
    private readonly Func<int, KafkaGroup, TaskProducerOptions> producerOf;
    private readonly Func<TaskProducer, CancellationToken, (ISink Sink, IDeadLetterSink? Letters)> createSinks;
    private readonly ITaskWatcher watcher;
    private readonly TimeSpan endsWithin;
    private readonly Action<string> noted;
    private KafkaGroup? group;

    /// <summary>Makes the tasks' owner; <see cref="Start"/> joins the group.</summary>
    /// <param name="groupOptions">What is read, with whom.</param>
    /// <param name="options">How tasks run.</param>
    /// <param name="producerOf">The producer of a partition number.</param>
    /// <param name="createSinks">What writes through it.</param>
    /// <param name="watcher">Hears how the tasks fare.</param>
    /// <param name="noted">Something for a log.</param>
    public LiveTasks(
        KafkaGroupOptions groupOptions,
        LiveTaskOptions options,
        Func<int, KafkaGroup, TaskProducerOptions> producerOf,
        Func<TaskProducer, CancellationToken, (ISink Sink, IDeadLetterSink? Letters)> createSinks,
        ITaskWatcher watcher,
        Action<string> noted)
    {
        ArgumentNullException.ThrowIfNull(groupOptions);
        this.groupOptions = groupOptions;
        this.options = options;
        this.producerOf = producerOf;
        this.createSinks = createSinks;
        this.watcher = watcher;
        this.noted = noted;
        endsWithin = groupOptions.RevokeTimeout / 2;
    }

    /// <summary>The group, once started.</summary>
    public KafkaGroup? Group => group;

    /// <summary>Checks the topics and joins the group.</summary>
    /// <exception cref="FeedException">Topics are missing or can't be read together.</exception>
    /// <exception cref="KafkaFaultException">No broker answers.</exception>
    /// <exception cref="RuleException">A rule sees several symbols together, and they lie in several Kafka partitions.</exception>
    public void Start()
    {
        group = new KafkaGroup(groupOptions, new GroupCallbacks
        {
            Assigned = StartAll, Revoked = partitions => StopAll(partitions, task => task.Stop()), Lost = partitions => StopAll(partitions, task => task.Abandon()), Failed = Fail, Noted = noted,
        });
        var partitions = group.CheckTopics();
        if (!options.PartitionedByRuleKeys && PartitionCheck.Fault(options.Rules, groupOptions.Topics, partitions) is { } fault) throw new RuleException(fault);
        group.Join();
    }

    /// <summary>Ends all tasks at once and without a commit, as a crash would.</summary>
    internal void AbandonAll()
    {
        lock (gate)
        {
            foreach (var task in tasks.Values) task.Abandon();
        }
    }

    /// <summary>Leaves the group: all tasks commit what they have read and end.</summary>
    public void Dispose()
    {
        group?.Dispose();
        lock (gate)
        {
            foreach (var task in tasks.Values) task.Dispose();
            tasks.Clear();
        }
    }

    private void StartAll(IReadOnlyList<int> partitions)
    {
        lock (gate)
        {
            foreach (var partition in partitions)
            {
                if (tasks.ContainsKey(partition)) continue;
                var task = new LiveTask(partition, options.ForPartition?.Invoke(options, partition) ?? options, group!, () => new TaskProducer(producerOf(partition, group!)), createSinks, watcher);
                tasks.Add(partition, task);
                task.Start();
            }
        }
    }

    private void StopAll(IReadOnlyList<int> partitions, Action<LiveTask> stop)
    {
        List<LiveTask> ending = [];
        lock (gate)
        {
            foreach (var partition in partitions)
            {
                if (tasks.Remove(partition, out var task)) ending.Add(task);
            }
        }

        foreach (var task in ending) stop(task);
        foreach (var task in ending)
        {
            // What it could not commit by then is derived again by whoever gets the partition.
            if (!task.Join(endsWithin)) task.Abandon();
            task.Dispose();
        }
    }

    private void Fail(int partition, KafkaFaultException fault)
    {
        watcher.Faulted(partition, fault, hasEnded: true);
        lock (gate)
        {
            if (tasks.TryGetValue(partition, out var task)) task.Abandon();
        }
    }
}
