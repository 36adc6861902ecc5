namespace Cep.Live;

/// <summary>Replays what a live run recorded and compares what it derives with what the live run derived.</summary>
public static class Parity
{
    /// <summary>Checks the tasks of a recording, in the order of their partition numbers.</summary>
    /// <param name="folder">The folder of the recording.</param>
    /// <param name="rules">The rules; those of the live run, or others to see what they would have derived.</param>
    /// <param name="engine">The options of the live run's engine.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="RecordingException">The recording can't be read.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static IEnumerable<ParityResult> Check(string folder, IReadOnlyList<Rule> rules, EngineOptions engine, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return RecordingFiles.Of(folder).Select(files => Check(files, rules, engine, stop));
    }

    private static ParityResult Check(RecordingFiles files, IReadOnlyList<Rule> rules, EngineOptions engine, CancellationToken stop)
    {
        var log = RecordingLog.Read(files, _ => true) ?? throw new RecordingException($"'{files.Log}' holds no recording: it has no beginning. Name the folder that record.directory of the live run names.");
        if (log.Commit is not { } commit) return new ParityResult(files.Partition, 0, 0, "", log.Beginning.Rules, null);
        var feeds = log.Beginning.Feeds.Select(feed => new RecordedFeed(files, feed, log.Bytes)).ToList();
        using var sink = new RecordedSink(files, commit);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var summary = new Engine(rules, engine with
        {
            ReadAhead = false,

            // The heartbeats that the clock made are in the recording; it must make no others.
            Timing = engine.Timing with { IdleAfter = null },
            Start = log.Beginning.Snapshot is null ? null : SnapshotOf(files),
            OnQuiet = _ =>
            {
                if (feeds.All(feed => feed.HasEnded)) ending.Cancel();
            },
        }).Run(feeds, new RunOutputs().Add(sink), ending.Token);
        stop.ThrowIfCancellationRequested();
        sink.Complete();
        return new ParityResult(files.Partition, summary.Events, sink.Same, sink.Sha256, log.Beginning.Rules, sink.Difference);
    }

    private static Snapshot SnapshotOf(RecordingFiles files)
    {
        try
        {
            return Snapshot.FromBytes(File.ReadAllBytes(files.Snapshot));
        }
        catch (Exception fault) when (fault is IOException or SnapshotException)
        {
            throw new RecordingException($"'{files.Snapshot}', with which the recording begins, can't be read: {fault.Message}", fault);
        }
    }
}
