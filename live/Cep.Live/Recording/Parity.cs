namespace Cep.Live;

/// <summary>Replays what a live run recorded and compares what it derives with what the live run derived.</summary>
public static class Parity
{
    /// <summary>
    /// Checks the recording of each task, in the order of their partition numbers. A task that went on with other settings, or
    /// after somebody had read on without recording, has several recordings, each with a beginning of its own.
    /// </summary>
    /// <param name="folder">The folder of the recording.</param>
    /// <param name="rulesOf">The rules and the timing to replay with, given what the live run had.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="RecordingException">The recording can't be read.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static IEnumerable<ParityResult> Check(string folder, Func<RecordedRun, (IReadOnlyList<Rule> Rules, FeedTiming Timing)> rulesOf, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(rulesOf);
        return RecordingFiles.PartitionsOf(folder).SelectMany(partition => RecordedChain.Of(folder, partition)).Select(chain => Check(chain, rulesOf, stop));
    }

    private static ParityResult Check(RecordedChain chain, Func<RecordedRun, (IReadOnlyList<Rule> Rules, FeedTiming Timing)> rulesOf, CancellationToken stop)
    {
        var settings = chain.Beginning.Settings;
        var run = new RecordedRun(chain.First.Partition, chain.First.Folder, settings.Rules, settings.ToConfig());
        var (rules, timing) = rulesOf(run);
        using var sink = new RecordedSink(chain);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var summary = new Engine(rules, new EngineOptions
        {
            ReadAhead = false,

            // The heartbeats that the clock made are in the recording; it must make no others.
            Timing = timing with { IdleAfter = null },
            Start = chain.Beginning.Snapshot is null ? null : SnapshotOf(chain.First),

            // The feed for which time waits has come to its end. What another may still hold waits for it, as it did live.
            OnQuiet = _ => ending.Cancel(),
        }).Run([.. chain.Beginning.Feeds.Select(feed => new RecordedFeed(chain, feed))], new RunOutputs().Add(sink), ending.Token);
        stop.ThrowIfCancellationRequested();
        sink.Complete();
        return new ParityResult(run.Partition, chain.First.Part, summary.Events, sink.Same, sink.Sha256, run.Rules, sink.Difference);
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
