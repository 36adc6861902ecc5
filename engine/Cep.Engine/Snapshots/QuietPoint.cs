namespace Cep;

/// <summary>A point of a run at which all that follows from what came has reached the sinks, see <see cref="EngineOptions.OnQuiet"/>.</summary>
/// <remarks>Valid during the call that hands it over, on its thread.</remarks>
public sealed class QuietPoint
{
    private readonly Sequencer sequencer;
    private readonly Shards shards;

    internal QuietPoint(Sequencer sequencer, Shards shards)
    {
        this.sequencer = sequencer;
        this.shards = shards;
    }

    /// <summary>The event time that the run has reached; <see cref="EventTime.MinValue"/> before the first event.</summary>
    public EventTime Time => new(sequencer.LastTime);

    /// <summary>How many events this run has numbered, see <see cref="Causes"/>; the number of the next.</summary>
    public long NextSequence => sequencer.NextSequence;

    /// <summary>The open feed for which time waits: all that it gave is in the log, while others may hold events behind that. Null when none is open.</summary>
    public string? HeldBy => sequencer.HeldBy;

    /// <summary>Where each open feed goes on, see <see cref="EventBatch.ResumeAt"/>.</summary>
    public IReadOnlyDictionary<string, long> Positions => sequencer.Positions;

    /// <summary>What the rules keep now. Goes over all keys.</summary>
    public StateReport Measure() => new(Time, shards.Measure());

    /// <summary>The partial matches that are alive now, by the name of the rule, for rules with patterns. Goes over all keys.</summary>
    /// <param name="keysMax">How many keys of a rule are named at most, those whose partial matches began earliest; counts are of all keys.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keysMax"/> is negative.</exception>
    public IReadOnlyDictionary<string, PartialMatches> PartialMatches(int keysMax = Cep.PartialMatches.DefaultKeysMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keysMax);
        return shards.CountPartials(keysMax);
    }

    /// <summary>Takes a snapshot of the run. Takes as long as copying all that the rules keep.</summary>
    public Snapshot TakeSnapshot()
    {
        var symbols = new SavedSymbols();
        var (sequencing, rules) = (new StateWriter(symbols), new StateWriter(symbols));
        sequencer.Save(sequencing);
        shards.Save(rules);
        return Snapshot.Of(sequencer.LastTime, sequencer.NextSequence, Positions, symbols, sequencing, rules);
    }
}
