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

    /// <summary>The compacted topic of snapshots; null for none.</summary>
    [Setting("The topic in which snapshots are kept in place of the folder, so that a process on another machine finds them; none when absent. It has to be compacted (cleanup.policy=compact).")]
    public string? Topic { get; init; }

    /// <summary>Whether a task begins where what it needs to recover is gone.</summary>
    [Setting("Where the snapshot or the messages are gone from which a task has to recover: begin with what is left, and accept that derived events may be missing or differ. Otherwise the task is refused.")]
    public bool RebuildsFromWhatIsLeft { get; init; }
}
