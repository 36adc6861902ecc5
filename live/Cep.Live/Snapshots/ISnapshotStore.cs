namespace Cep.Live;

/// <summary>Where the snapshots of a task are kept.</summary>
/// <remarks>Used by one thread at a time, not always the same one.</remarks>
internal interface ISnapshotStore : IDisposable
{
    /// <summary>Where that is, for messages.</summary>
    string Place { get; }

    /// <summary>The newest snapshot that can be read and fulfils a condition; null when there is none.</summary>
    Snapshot? Newest(Func<Snapshot, bool> isWanted);

    /// <summary>Writes a snapshot and removes those that are too many. When it returns, the snapshot is safe.</summary>
    /// <returns>Its name and how many bytes it takes.</returns>
    (string Name, long Bytes) Write(Snapshot snapshot);
}
