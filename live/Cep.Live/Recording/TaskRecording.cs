namespace Cep.Live;

/// <summary>
/// Records what a task reads and derives, up to each of its commits. It is written before the commit, so that nothing is
/// committed that is not recorded; what turns out not to be committed is passed over by the part that follows.
/// </summary>
/// <remarks>Used by the task's thread. What was written survives the end of the process, not that of the machine.</remarks>
internal sealed class TaskRecording : IDisposable
{
    /// <summary>As many as the engine reads at once.</summary>
    private const int RowsMax = 1024;

    private readonly RecordingFiles files;
    private readonly FileStream log;
    private readonly DerivedWriter derived;
    private readonly SegmentWriter segments;
    private readonly Dictionary<string, EventBatch> waiting = new(StringComparer.Ordinal);
    private readonly bool isFirst;
    private long unrecorded;
    private bool hasCommitted;

    private TaskRecording(RecordingFiles files, FileStream log, bool isFirst)
    {
        (this.files, this.log, this.isFirst) = (files, log, isFirst);
        derived = new DerivedWriter(files.Derived);
        segments = new SegmentWriter(files);
    }

    /// <summary>Begins a part of a recording: one that goes on where another ends, or one that begins by itself.</summary>
    /// <param name="folder">The folder of the recording.</param>
    /// <param name="partition">The task's partition number.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="feeds">What is read.</param>
    /// <param name="settings">What decides what is derived.</param>
    /// <param name="recovery">With what the task begins.</param>
    /// <exception cref="RecordingException">There is a recording of another group, or a damaged one.</exception>
    public static TaskRecording Begin(string folder, int partition, string group, IReadOnlyList<string> feeds, RecordedSettings settings, Recovery recovery)
    {
        var follows = RecordedPlaces.Find(folder, partition, group, settings, feeds, recovery);
        var (files, log) = RecordingFiles.Begin(folder, partition);
        var snapshot = follows is null ? recovery.Snapshot : null;
        if (snapshot is not null) File.WriteAllBytes(files.Snapshot, snapshot.ToBytes());
        var recording = new TaskRecording(files, log, follows is null);
        recording.Log(new RecordedLine { Beginning = new RecordedBeginning(group, feeds, settings, snapshot is null ? null : Path.GetFileName(files.Snapshot), follows) });
        log.Flush();
        return recording;
    }

    /// <summary>Recovery is over: what is derived from now on is new.</summary>
    /// <param name="derivedAgain">How many events were derived again by the recovery.</param>
    public void Start(long derivedAgain) => unrecorded = isFirst ? derivedAgain : 0;

    /// <summary>Records what a feed gave.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="batch">Its events and heartbeats.</param>
    /// <param name="isNew">Whether they come for the first time; what recovery reads again is in the part that this one follows.</param>
    public void Take(string feed, EventBatch batch, bool isNew)
    {
        if (batch.Count == 0 || !(isNew || isFirst)) return;
        var events = WaitingOf(feed);
        Span<int> next = stackalloc int[batch.Columns.Count];
        for (var left = batch.Count; left > 0; left--)
        {
            var first = FirstOf(batch, next);
            var row = next[first]++;
            switch (batch.Columns[first])
            {
                case Column<Trade> trades: events.Add(trades.Values[row], 0); break;
                case Column<Quote> quotes: events.Add(quotes.Values[row], 0); break;
                case Column<MarketStatus> statuses: events.Add(statuses.Values[row], 0); break;
                case { HoldsHeartbeats: true } heartbeats: Hear(feed, new EventTime(heartbeats.Times[row])); break;
                case var column: throw new RecordingException($"{feed}: a {column.EventType.Name} can't be recorded; trades, quotes and statuses can.");
            }

            if (events.Count == RowsMax) WriteEvents(feed, events);
        }
    }

    /// <summary>Records a heartbeat of a feed behind what it gave until now.</summary>
    public void Hear(string feed, EventTime time)
    {
        WriteEvents(feed, WaitingOf(feed));
        Log(new RecordedLine { Heartbeat = new RecordedHeartbeat(feed, time.Nanos) });
    }

    /// <summary>Records a derived event.</summary>
    public void Write(in DerivedEvent told) => derived.Write(told);

    /// <summary>Says what is about to be committed; after this it is in the files.</summary>
    public void Commit(IReadOnlyList<RecordedPlace> places)
    {
        foreach (var (feed, events) in waiting) WriteEvents(feed, events);
        segments.Flush();
        var hash = derived.Complete();
        Log(new RecordedLine { Commit = new RecordedCommit(places, unrecorded, derived.Count, derived.Bytes, hash) });
        log.Flush();
        hasCommitted = true;
    }

    public void Dispose()
    {
        derived.Dispose();
        segments.Dispose();
        log.Dispose();

        // A task that tries again and again must not leave a folder each time.
        if (!hasCommitted) Directory.Delete(files.Folder, recursive: true);
    }

    private static int FirstOf(EventBatch batch, ReadOnlySpan<int> next)
    {
        var first = -1;
        for (var i = 0; i < next.Length; i++)
        {
            if (next[i] == batch.Columns[i].Count) continue;
            if (first < 0 || batch.Columns[i].Sequences[next[i]] < batch.Columns[first].Sequences[next[first]]) first = i;
        }

        return first;
    }

    private EventBatch WaitingOf(string feed)
    {
        if (!waiting.TryGetValue(feed, out var events)) waiting.Add(feed, events = new EventBatch());
        return events;
    }

    private void WriteEvents(string feed, EventBatch events)
    {
        if (events.Count == 0) return;
        Log(new RecordedLine { Events = segments.Write(feed, events) });
        events.Clear();
    }

    private void Log(RecordedLine line) => log.Write(line.ToBytes());
}
