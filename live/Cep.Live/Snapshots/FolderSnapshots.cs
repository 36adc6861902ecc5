using System.Globalization;

namespace Cep.Live;

/// <summary>The snapshots of a task in a folder.</summary>
internal sealed class FolderSnapshots(LiveTaskOptions options, int partition) : ISnapshotStore
{
    private readonly SnapshotFolder folder = new(Path.Combine(options.StateFolder, string.Create(CultureInfo.InvariantCulture, $"partition-{partition}")), options.SnapshotsKept);

    public string Place => folder.Path;

    public Snapshot? Newest(Func<Snapshot, bool> isWanted) => folder.Newest(isWanted);

    public (string Name, long Bytes) Write(Snapshot snapshot)
    {
        var file = folder.Write(snapshot);
        return (file, new FileInfo(file).Length);
    }

    public void Dispose()
    {
    }
}
