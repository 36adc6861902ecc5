using Cep.Feeds.Files;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// Records what a task reads and derives, up to each of its commits. It is written before the commit, so that nothing is
/// committed that is not recorded; what turns out not to be committed is cut off when the task recovers.
/// </summary>
/// <remarks>Used by the task's thread. What was written survives the end of the process, not that of the machine.</remarks>
internal sealed class TaskRecording : IDisposable
{
    private readonly FileStream log;
    private readonly FileStream derived;
    private readonly JsonLinesSink lines;
    private readonly SegmentWriter segments;
    private readonly EventBatch events = new();
    private readonly long derivedBefore;
    private long? unrecorded;

    private TaskRecording(RecordingFiles files, RecordingLog? known)
    {
        log = RecordingFile.GoOn(files.Log, known?.Bytes ?? 0);
        derived = RecordingFile.GoOn(files.Derived, known?.Commit?.DerivedBytes ?? 0);
        lines = new JsonLinesSink(derived);
        segments = new SegmentWriter(files, known?.Commit?.Segment ?? 1, known?.Commit?.SegmentBytes ?? 0);
        derivedBefore = known?.Commit?.Derived ?? 0;
        unrecorded = known?.Commit?.Unrecorded;
        IsNew = known is null;
    }

    /// <summary>Whether it has nothing yet, so that what recovery reads again belongs to it as well.</summary>
    public bool IsNew { get; }

    /// <summary>Begins a recording, or goes on with the one of the task.</summary>
    /// <param name="files">Where.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="feeds">What is read.</param>
    /// <param name="rules">What derives.</param>
    /// <param name="recovery">With what the task begins.</param>
    /// <exception cref="RecordingException">There is a recording, and it ends before what is committed.</exception>
    public static TaskRecording Open(RecordingFiles files, string group, IReadOnlyList<string> feeds, IReadOnlyList<Rule> rules, Recovery recovery)
    {
        Directory.CreateDirectory(files.Folder);
        var committed = recovery.Committed.Select((place, i) => new RecordedPlace(feeds[i], place.Offset, place.Metadata)).ToList();
        var known = RecordingLog.Read(files, commit => commit.Places.SequenceEqual(committed));

        // The last commit that was recorded may have failed; more than one can't. And a first one that failed leaves nothing committed.
        var isGap = known is { Commit: null, Last: not null } && committed.Exists(place => place.Offset >= 0);
        if (isGap || known is { Later: > 1 } || (known is { Last: not null } && known.Beginning.Group != group))
        {
            throw new RecordingException(
                $"partition {files.Partition}: the group {group} has committed {TextOf(committed)}, and the recording in '{files.Folder}', of the group {known!.Beginning.Group}, goes to {TextOf(known.Last!.Places)}: it is of something else, or somebody read on without recording there. Record to another folder, or remove this one.");
        }

        if (known is { Commit: not null }) return new TaskRecording(files, known);
        if (recovery.Snapshot is { } snapshot) File.WriteAllBytes(files.Snapshot, snapshot.ToBytes());
        var recording = new TaskRecording(files, null);
        recording.Log(new RecordedLine
        {
            Beginning = new RecordedBeginning(group, feeds, [.. rules.Select(rule => $"{rule.Identity.Name} v{rule.Identity.Version}")], recovery.Snapshot is null ? null : Path.GetFileName(files.Snapshot)),
        });
        return recording;
    }

    /// <summary>Recovery is over: what comes from now on is new.</summary>
    /// <param name="derivedAgain">How many events were derived again by the recovery.</param>
    public void Start(long derivedAgain)
    {
        if (IsNew) unrecorded = derivedAgain;
    }

    /// <summary>Records what a feed gave.</summary>
    public void Take(string feed, EventBatch batch)
    {
        if (batch.Count == 0) return;
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
                case { HoldsHeartbeats: true } heartbeats:
                    WriteEvents(feed);
                    Log(new RecordedLine { Heartbeat = new RecordedHeartbeat(feed, heartbeats.Times[row]) });
                    break;
                case var column: throw new RecordingException($"{feed}: a {column.EventType.Name} can't be recorded; trades, quotes and statuses can.");
            }
        }

        WriteEvents(feed);
    }

    /// <summary>Records that the engine's clock moved the time of a feed.</summary>
    public void Hear(string feed, EventTime time) => Log(new RecordedLine { Heartbeat = new RecordedHeartbeat(feed, time.Nanos) });

    /// <summary>Records a derived event.</summary>
    public void Write(in DerivedEvent told) => lines.Write(told);

    /// <summary>Says what is about to be committed; after this it is in the files.</summary>
    public void Commit(IReadOnlyList<RecordedPlace> places)
    {
        lines.Flush();
        segments.Flush();
        Log(new RecordedLine { Commit = new RecordedCommit(places, segments.Number, segments.Bytes, unrecorded ?? 0, derivedBefore + lines.Count, derived.Position) });
        log.Flush();
    }

    public void Dispose()
    {
        lines.Dispose();
        derived.Dispose();
        segments.Dispose();
        log.Dispose();
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

    private void WriteEvents(string feed)
    {
        if (events.Count == 0) return;
        Log(new RecordedLine { Events = segments.Write(feed, events) });
        events.Clear();
    }

    private void Log(RecordedLine line) => log.Write(line.ToBytes());

    private static string TextOf(IReadOnlyList<RecordedPlace> places) => string.Join(", ", places.Select(place => place.Offset < 0 ? $"nothing of {place.Feed}" : $"{place.Feed} offset {place.Offset}"));
}
