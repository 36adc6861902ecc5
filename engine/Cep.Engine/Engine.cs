namespace Cep;

/// <summary>
/// Runs rules over feeds. A run is a pure function of the events, the rules and their parameters: the number of shards, the
/// size of batches and the timing of threads can't change a byte of what it derives.
/// </summary>
/// <remarks>An engine may run several times, also at the same time on several threads; rules hold parameters only.</remarks>
public sealed class Engine
{
    private readonly RuleGraph graph;
    private readonly EngineOptions options;

    /// <summary>Makes an engine for rules.</summary>
    /// <exception cref="RuleException">The rules don't fit together, see <see cref="RuleGraph"/>, or one is to be explained that has no pattern.</exception>
    /// <exception cref="ArgumentException">An option is outside its bounds.</exception>
    public Engine(IReadOnlyList<Rule> rules, EngineOptions? options = null)
    {
        this.options = options ?? new EngineOptions();
        this.options.Validate();
        graph = new RuleGraph(rules);
        Explain.Check(this.options.Explain, graph.InOrder);
    }

    /// <summary>
    /// The life of an event: a feed reads it, the sequencer gives it its place in the log, its key's shard runs the rules
    /// over it, and what they derive goes through the collector to the sinks in one total order.
    /// </summary>
    /// <param name="feeds">Where the events come from.</param>
    /// <param name="outputs">Where the derived events go.</param>
    /// <param name="stop">Ends the run after the round it is in; what was complete by then is in the sinks.</param>
    /// <exception cref="FeedException">A feed can't be read any further; what was derived until then is in the sinks.</exception>
    public RunSummary Run(IReadOnlyList<IFeed> feeds, RunOutputs outputs, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(outputs);
        var tally = new RunTally(graph.InOrder);
        using var sequencer = new Sequencer(feeds, options, tally, stop);
        using var shards = Shards.Start(graph.InOrder, options, outputs, tally, sequencer);
        if (options.OnQuiet is { } onQuiet) sequencer.OnQuiet = () => Pause(sequencer, shards, outputs, onQuiet);
        var snapshots = new SnapshotTimes(options.SnapshotInterval);
        var round = new Round();
        var more = true;
        try
        {
            while (more && !stop.IsCancellationRequested && !sequencer.HasStopped)
            {
                more = sequencer.Next(round);
                options.OnNumbered?.Invoke(round.Events);
                shards.Process(round);
                options.OnRound?.Invoke(sequencer.Progress);
                if (sequencer.HasStopped || snapshots.IsDue(sequencer.LastTime)) Pause(sequencer, shards, outputs, options.OnSnapshot);
            }
        }
        finally
        {
            shards.Complete();
            outputs.Flush();
        }

        return tally.ToSummary(shards.Count, interrupted: more && !sequencer.HasStopped, sequencer);
    }

    /// <summary>Lets somebody look at the run, or take a snapshot, when all that came so far is told.</summary>
    private static void Pause(Sequencer sequencer, Shards shards, RunOutputs outputs, Action<QuietPoint>? look)
    {
        shards.Complete();
        outputs.Flush();
        look?.Invoke(new QuietPoint(sequencer, shards));
    }
}
