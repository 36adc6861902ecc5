namespace Cep;

/// <summary>Reads feeds as the one log that a run would see, without running rules.</summary>
public static class EventLog
{
    /// <summary>Merges feeds by event time and hands over the log batch by batch.</summary>
    /// <param name="feeds">Where the events come from.</param>
    /// <param name="onBatch">Takes a batch, whose rows carry their sequence numbers; it is lent for the length of the call.</param>
    /// <param name="outputs">Where dead letters and late events go; sinks get nothing.</param>
    /// <param name="options">The range of time, the size of batches and reading ahead apply.</param>
    /// <param name="stop">Ends the reading after the batch it is at.</param>
    /// <exception cref="FeedException">A feed can't be read any further.</exception>
    public static RunSummary Read(
        IReadOnlyList<IFeed> feeds, Action<EventBatch> onBatch, RunOutputs outputs, EngineOptions? options = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(onBatch);
        ArgumentNullException.ThrowIfNull(outputs);
        options ??= new EngineOptions();
        options.Validate();
        var tally = new RunTally([]);
        var collector = new Collector(1, outputs, tally, settlingNanos: 0);
        using var sequencer = new Sequencer(feeds, options, tally, stop);
        var round = new Round();
        var more = true;
        while (more && !stop.IsCancellationRequested)
        {
            more = sequencer.Next(round);
            foreach (var column in round.Events.Columns) column.WriteOutSequences();
            if (round.Events.Count > 0) onBatch(round.Events);
            collector.Collect(round, []);
            options.OnRound?.Invoke(sequencer.Progress);
        }

        return tally.ToSummary(shards: 0, interrupted: more, sequencer);
    }
}
