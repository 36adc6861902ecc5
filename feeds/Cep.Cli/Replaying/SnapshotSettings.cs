namespace Cep.Cli;

/// <summary>What snapshots a run takes, and with which it begins.</summary>
/// <param name="Folder">Where snapshots go; null for none.</param>
/// <param name="Interval">How often, in event time.</param>
/// <param name="Start">A snapshot, or a directory of which the newest is taken; null for the beginning.</param>
/// <param name="StopAt">Where the run stops.</param>
internal sealed record SnapshotSettings(string? Folder, TimeSpan Interval, string? Start, EventTime StopAt)
{
    public static SnapshotSettings None { get; } = new(null, TimeSpan.Zero, null, EventTime.MaxValue);

    /// <summary>The options of a run with these.</summary>
    /// <exception cref="SnapshotException">The snapshot to begin with can't be read.</exception>
    public EngineOptions AddTo(EngineOptions options)
    {
        var folder = Folder is null ? null : new SnapshotFolder(Folder);
        return options with
        {
            Start = Start is null ? null : Read(Start),
            StopAt = StopAt,
            SnapshotInterval = folder is null ? TimeSpan.Zero : Interval,
            OnSnapshot = folder is null ? null : point => folder.Write(point.TakeSnapshot()),
        };
    }

    private static Snapshot Read(string path)
    {
        if (!Directory.Exists(path)) return SnapshotFolder.Read(path);
        var damaged = "";
        return new SnapshotFolder(path).Newest(_ => true, (_, reason) => damaged += " " + reason)
            ?? throw new SnapshotException($"{path} holds no snapshot that can be read.{damaged} Give another directory, or run from the beginning.");
    }
}
