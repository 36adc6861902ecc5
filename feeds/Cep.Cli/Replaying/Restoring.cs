namespace Cep.Cli;

/// <summary>Brings rules to a moment of the past: the newest snapshot before it, and the events from there on.</summary>
/// <param name="settings">Inputs and rules.</param>
/// <param name="at">The moment.</param>
/// <param name="folder">Where snapshots are; null to begin at the beginning.</param>
internal sealed class Restoring(ReplaySettings settings, EventTime at, string? folder)
{
    /// <summary>Runs up to the moment and tells nothing of what is derived on the way.</summary>
    /// <exception cref="SnapshotException">The newest snapshot is of other rules.</exception>
    public Restored Run(CancellationToken stop)
    {
        var rules = RuleSelection.Create(RuleSelection.CatalogOf(settings.RuleAssemblies), settings.Rules, settings.Configured, settings.Set);
        Restored? restored = null;
        var options = new EngineOptions
        {
            Shards = settings.Shards,
            Timing = settings.Timing,
            StopAt = at,
            Start = folder is null ? null : new SnapshotFolder(folder).Newest(snapshot => snapshot.Time < at),
            OnSnapshot = point => restored = new Restored(point.TakeSnapshot(), point.Measure()),
        };
        var feeds = TickFileInput.Open(settings.Paths, settings.Format, settings.Mapping, settings.Symbol);
        var summary = new Engine(rules, options).Run(feeds, new RunOutputs(), stop);
        stop.ThrowIfCancellationRequested();
        return restored ?? throw new UsageException($"The inputs end at {summary.LastTime}, before {at}: there is nothing open to restore. Give an earlier moment.");
    }
}

/// <summary>The rules at a moment.</summary>
/// <param name="Snapshot">All that is needed to go on.</param>
/// <param name="State">What the rules keep.</param>
internal sealed record Restored(Snapshot Snapshot, StateReport State);
