namespace Cep.Live;

/// <summary>Where snapshots are kept.</summary>
public sealed record StateSettings
{
    /// <summary>The folder of snapshots.</summary>
    [Setting("The folder of snapshots; made when it is missing.")]
    public string Directory { get; init; } = "state";

    /// <summary>How often a snapshot is taken.</summary>
    [Setting("How often a snapshot is taken.", Min = 0.1)]
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many snapshots of a task are kept.</summary>
    [Setting("How many snapshots of a task are kept.", Min = 1, Max = 1000)]
    public int KeepSnapshots { get; init; } = 3;
}
