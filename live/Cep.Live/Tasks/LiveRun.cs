using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>One attempt of a task: from what is committed to its stop or its fault.</summary>
/// <remarks>All but <see cref="Stop"/> belongs to the task's thread.</remarks>
internal sealed class LiveRun : IDisposable
{
    private readonly int partition;
    private readonly LiveTaskOptions options;
    private readonly KafkaGroup group;
    private readonly TaskProducer producer;
    private readonly ITaskWatcher watcher;
    private readonly OutputGate gate;
    private readonly CopySink? copies;
    private readonly Recovery recovery;
    private readonly IReadOnlyList<RecoveringFeed> feeds;
    private readonly ISnapshotStore store;
    private readonly TaskRecording? recording;
    private readonly TaskSnapshots snapshots;
    private readonly RecoveryClock clock;
    private readonly TaskTraces traces = new();
    private readonly CancellationTokenSource ending = new();
    private readonly long began;
    private long committedAt;
    private long? lookedAt;
    private long[] committed;
    private volatile bool isStopping;

    public LiveRun(
        int partition,
        LiveTaskOptions options,
        KafkaGroup group,
        TaskProducer producer,
        Func<TaskProducer, CancellationToken, (ISink Sink, IDeadLetterSink? Letters)> createSinks,
        ITaskWatcher watcher,
        IReadOnlyList<PartitionOffset>? inDoubt,
        CancellationToken abandoned)
    {
        this.partition = partition;
        this.options = options;
        this.group = group;
        this.producer = producer;
        this.watcher = watcher;
        clock = new RecoveryClock(options.Clock);
        began = options.Clock.GetTimestamp();
        store = options.StateTopic is { } topic ? new TopicSnapshots(options, topic, partition) : new FolderSnapshots(options, partition);
        var positions = CommitInDoubt.Settle(() => group.Committed(partition), inDoubt, options.Clock, abandoned);
        recovery = Recovery.Of(partition, options, store, positions);
        watcher.Recovering(partition, recovery.Description);
        recovery.Settle(group.Begins(partition), options);
        var partitions = group.Open(partition, recovery.From);
        recovery.Check(partitions, options);
        if (options.RecordFolder is { } folder) recording = TaskRecording.Begin(folder, partition, group.Name, [.. partitions.Select(feed => feed.Name)], RecordedSettings.Of(options), recovery);
        feeds = [.. partitions.Select((feed, i) => new RecoveringFeed(feed, recovery.Committed[i].Offset, recovery.NoteOf(i), recording))];
        foreach (var feed in partitions) feed.OnTrace = traces.Hear;
        committed = [.. recovery.Committed.Select(place => place.Offset)];
        snapshots = new TaskSnapshots(partition, options, recovery, store, watcher);
        var (sink, letters) = createSinks(producer, ending.Token);
        if (options.Repartition is { } repartition) sink = copies = new CopySink(sink, repartition, partition, producer, options.Engine.Timing.AllowedLateness, ending.Token);
        gate = new OutputGate(sink, letters, recording, traces);
    }

    /// <summary>A commit that was begun and of which nothing is known; null when there is none.</summary>
    public IReadOnlyList<PartitionOffset>? InDoubt { get; private set; }

    /// <summary>Commits all that was read and ends. On any thread.</summary>
    public void Stop()
    {
        isStopping = true;
        foreach (var feed in feeds) feed.Partition.Hold();
    }

    /// <summary>Runs until it is stopped.</summary>
    /// <param name="abandoned">Ends it at once.</param>
    /// <exception cref="KafkaFaultException">Kafka refused something.</exception>
    public void Run(CancellationToken abandoned)
    {
        using var abandoning = abandoned.Register(ending.Cancel);
        var engine = new Engine(options.Rules, options.Engine with
        {
            ReadAhead = false,
            Clock = clock,
            Start = recovery.Snapshot,
            OnQuiet = OnQuiet,
            OnRound = OnRound,
            OnHeartbeatMade = OnHeartbeatMade,
            OnNumbered = traces.Number,
        });
        var outputs = new RunOutputs { DeadLetters = gate }.Add(gate);
        engine.Run(feeds, outputs, ending.Token);
        abandoned.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        group.Close([.. feeds.Select(feed => feed.Partition)]);
        snapshots.Dispose();
        store.Dispose();
        gate.Dispose();
        recording?.Dispose();
        ending.Dispose();
    }

    /// <summary>While there is always more to read the engine is never quiet, so once in a while the feeds hold back.</summary>
    private void OnRound(RunProgress progress)
    {
        options.Engine.OnRound?.Invoke(progress);
        if (!gate.IsOpen || !IsCommitDue) return;
        foreach (var feed in feeds) feed.Partition.Hold();
    }

    private void OnQuiet(QuietPoint point)
    {
        if (!gate.IsOpen && !TryOpen(point)) return;
        if (!isStopping && !IsCommitDue) return;
        Commit(point);
        if (isStopping)
        {
            snapshots.TakeLast(point);
            ending.Cancel();
            return;
        }

        snapshots.TakeIfDue(point);
        LookIfDue(point);
        foreach (var feed in feeds) feed.Release();

        // Stopped while it was letting them go.
        if (isStopping) Stop();
    }

    /// <summary>
    /// The log is where it was at the commit once the feed for which time waits is. Others may not have been asked yet for all
    /// that they gave then, because what they gave first still waits for that one.
    /// </summary>
    private bool TryOpen(QuietPoint point)
    {
        // A stop must not wait for recovery, nor may it commit what is less than what is committed.
        if (isStopping) ending.Cancel();
        if (isStopping || !feeds.First(feed => feed.Name == point.HeldBy).HasRecovered) return false;
        producer.Begin();
        gate.IsOpen = true;
        recording?.Start(gate.DerivedAgain);
        clock.Start();
        committedAt = options.Clock.GetTimestamp();
        foreach (var feed in feeds) feed.Release();
        watcher.Running(partition, options.Clock.GetElapsedTime(began));
        return !isStopping;
    }

    private bool IsCommitDue => options.Clock.GetElapsedTime(committedAt) >= options.CommitInterval || snapshots.MustCommit;

    private void Commit(QuietPoint point)
    {
        var start = options.Clock.GetTimestamp();
        var places = feeds.Select(feed => feed.Partition.Position).ToArray();
        committedAt = start;
        if (gate.Told == 0 && places.SequenceEqual(committed) && !snapshots.HasNews) return;
        copies?.Complete(point.Time);
        gate.Flush();
        InDoubt = [.. feeds.Select((feed, i) => new PartitionOffset(feed.Partition.Topic, partition, places[i], snapshots.NoteOf(i).ToString()))];
        recording?.Commit([.. InDoubt.Select((place, i) => new RecordedPlace(feeds[i].Name, place.Offset, place.Metadata))]);
        producer.Commit(InDoubt, ending.Token);
        InDoubt = null;
        producer.Begin();
        committed = places;
        watcher.Committed(partition, new TaskProgress(point.Time, point.NextSequence, gate.Told, options.Clock.GetElapsedTime(start)));
        gate.Told = 0;
        snapshots.HasNews = false;
    }

    private void LookIfDue(QuietPoint point)
    {
        if (lookedAt is { } last && options.Clock.GetElapsedTime(last) < options.LookInterval) return;
        lookedAt = options.Clock.GetTimestamp();
        watcher.Looked(partition, point.Time, point.PartialMatches());
    }

    /// <summary>
    /// What the clock makes is nowhere in Kafka, so it is committed with the place where it was made. The feed has just said
    /// that it has nothing, so that is how far it has been read.
    /// </summary>
    private void OnHeartbeatMade(Heartbeat heartbeat)
    {
        for (var i = 0; i < feeds.Count; i++)
        {
            if (feeds[i].Name != heartbeat.Feed) continue;
            snapshots.Hear(i, feeds[i].Partition.Position, heartbeat.Time.Nanos);
            recording?.Hear(heartbeat.Feed, heartbeat.Time);
        }
    }
}
