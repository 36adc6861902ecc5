namespace Cep.Simulation;

/// <summary>Runs a case through the engine.</summary>
internal static class EngineRun
{
    /// <param name="simulated">The case.</param>
    /// <param name="stopAfter">After how many rounds it is stopped; 0 for not at all.</param>
    /// <param name="onHeartbeat">Told of the heartbeats.</param>
    /// <param name="adjust">Changes the options.</param>
    public static RunOutput Of(SimulatedCase simulated, int stopAfter = 0, Action<Heartbeat>? onHeartbeat = null, Func<EngineOptions, EngineOptions>? adjust = null)
    {
        var clock = new SimulatedClock();
        using var stop = new CancellationTokenSource();
        using var sink = new LineSink();
        using var letters = new LetterSink();
        var late = new List<string>();
        var rounds = 0;
        var options = OptionsOf(simulated) with
        {
            Clock = clock,
            OnRound = stopAfter == 0 ? null : _ =>
            {
                if (++rounds == stopAfter) stop.Cancel();
            },
        };
        if (adjust is not null) options = adjust(options);
        var outputs = new RunOutputs { DeadLetters = letters, OnLate = notice => late.Add(RunOutput.TextOf(notice)), OnHeartbeat = onHeartbeat }.Add(sink);
        var engine = new Engine([.. simulated.Rules.Select(SimulatedRules.Make)], options);
        RunSummary? summary = null;
        string? failure = null;
        try
        {
            summary = engine.Run([.. simulated.Feeds.Select(feed => new SimulatedFeed(feed, clock))], outputs, stop.Token);
        }
        catch (FeedException fault)
        {
            failure = fault.Message;
        }

        return new RunOutput
        {
            Derived = sink.Lines,
            DeadLetters = letters.Lines,
            Late = late,
            Failure = failure,
            Counts = summary is null ? "" : $"{summary.Events} events, {summary.OutOfRange} out of range, {summary.LateEvents} late, {summary.RevisingEvents} revising, {summary.Provisional} provisional, {summary.Retracted} retracted",
        };
    }

    private static EngineOptions OptionsOf(SimulatedCase simulated) => new()
    {
        Shards = simulated.Run.Shards,
        BatchSize = simulated.Run.BatchSize,
        QueueLength = simulated.Run.QueueLength,
        ReadAhead = simulated.Run.ReadAhead,
        RoundSpan = simulated.Run.RoundSpan,
        From = simulated.Run.From,
        To = simulated.Run.To,
        TimingByFeed = simulated.Feeds.ToDictionary(feed => feed.Name, feed => feed.Timing),
    };
}
