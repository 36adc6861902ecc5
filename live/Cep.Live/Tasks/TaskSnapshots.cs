using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// Takes a task's snapshots and keeps the heartbeats since the last one that is safe. Writing goes on beside the
/// task; only copying the state holds it up.
/// </summary>
internal sealed class TaskSnapshots : IDisposable
{
    private readonly int partition;
    private readonly LiveTaskOptions options;
    private readonly ITaskWatcher watcher;
    private readonly ISnapshotStore store;
    private CommitNote[] notes;
    private CommitNote[] next;
    private Task<(string Name, long Bytes)>? writing;
    private long takenAt;
    private long takenSequence = -1;

    public TaskSnapshots(int partition, LiveTaskOptions options, Recovery recovery, ISnapshotStore store, ITaskWatcher watcher)
    {
        this.partition = partition;
        this.options = options;
        this.watcher = watcher;
        this.store = store;
        notes = [.. recovery.Committed.Select((_, i) => recovery.NoteOf(i) with { Since = recovery.Snapshot?.NextSequence ?? 0 })];
        next = notes;
        takenAt = options.Clock.GetTimestamp();
    }

    /// <summary>A heartbeat was made, or a snapshot became safe, since the last commit.</summary>
    public bool HasNews { get; set; }

    /// <summary>There are nearly too many heartbeats for a commit: a snapshot has to take their place.</summary>
    public bool MustCommit => IsFull && writing is null;

    /// <summary>What is committed beside a topic's offset.</summary>
    public CommitNote NoteOf(int topic)
    {
        Settle(wait: false);
        return notes[topic];
    }

    public void Hear(int topic, long offset, long time)
    {
        notes[topic] = notes[topic].With(offset, time);
        if (writing is not null) next[topic] = next[topic].With(offset, time);
        HasNews = true;
    }

    /// <summary>Takes a snapshot when it is time; right after a commit, so that it is not later than what is committed.</summary>
    public void TakeIfDue(QuietPoint point)
    {
        Settle(wait: IsFull);
        if (writing is null && (IsFull || options.Clock.GetElapsedTime(takenAt) >= options.SnapshotInterval)) Take(point);
    }

    /// <summary>Takes a snapshot as the task ends, so that whoever has it next need not read much again.</summary>
    public void TakeLast(QuietPoint point)
    {
        Settle(wait: true);
        Take(point);
        Settle(wait: true);
    }

    public void Dispose() => Settle(wait: true);

    private bool IsFull => notes.Any(note => note.Heartbeats.Count >= CommitNote.MaxHeartbeats / 2);

    private void Take(QuietPoint point)
    {
        takenAt = options.Clock.GetTimestamp();
        if (point.NextSequence == takenSequence && !IsFull) return;
        takenSequence = point.NextSequence;
        var snapshot = point.TakeSnapshot();
        next = [.. notes.Select(_ => new CommitNote(snapshot.NextSequence, []))];
        writing = Task.Run(() => store.Write(snapshot));
    }

    /// <summary>Counts on a snapshot once it is safe. One that can't be written leaves the older one in its place.</summary>
    private void Settle(bool wait)
    {
        if (writing is not { } task || (!wait && !task.IsCompleted)) return;
        writing = null;
        try
        {
            var (name, bytes) = task.GetAwaiter().GetResult();
            notes = next;
            HasNews = true;
            watcher.SnapshotTaken(partition, name, bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or KafkaFaultException)
        {
            watcher.Faulted(partition, fault, hasEnded: false);
        }
    }
}
