using System.Globalization;

namespace Cep;

/// <summary>Snapshots of one run in a directory, a file each, named for the event time and the next sequence number.</summary>
/// <remarks>
/// A file is written under another name, flushed to the disk and then renamed, so one that has its name is whole. Not safe
/// for more than one writer.
/// </remarks>
public sealed class SnapshotFolder
{
    private const string Extension = ".snapshot";

    /// <summary>Opens a directory, which is made when it is not there.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="kept">How many snapshots to keep, the newest; at least 1.</param>
    public SnapshotFolder(string path, int kept = int.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        Path = path;
        Kept = kept;
    }

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>How many snapshots are kept.</summary>
    public int Kept { get; }

    /// <summary>The files of all snapshots, the oldest first.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path) ? [.. Directory.EnumerateFiles(Path, "*" + Extension).Order(StringComparer.Ordinal)] : [];

    /// <summary>Writes a snapshot and removes those that are too many.</summary>
    /// <returns>Its file.</returns>
    public string Write(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Directory.CreateDirectory(Path);
        var file = System.IO.Path.Combine(Path, NameOf(snapshot));
        var unfinished = file + ".unfinished";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            stream.Write(snapshot.ToBytes());
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
        foreach (var old in Files.SkipLast(Kept)) File.Delete(old);
        return file;
    }

    /// <summary>The newest snapshot that can be read and fulfils a condition; null when there is none.</summary>
    /// <param name="isWanted">The condition.</param>
    /// <param name="onDamaged">Told of each file that can't be read, with the reason.</param>
    public Snapshot? Newest(Func<Snapshot, bool> isWanted, Action<string, string>? onDamaged = null)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        foreach (var file in Files.Reverse())
        {
            try
            {
                var snapshot = Read(file);
                if (isWanted(snapshot)) return snapshot;
            }
            catch (SnapshotException fault)
            {
                onDamaged?.Invoke(file, fault.Message);
            }
        }

        return null;
    }

    /// <summary>Reads a snapshot from a file.</summary>
    /// <exception cref="SnapshotException">The file is not there or holds no snapshot that can be read.</exception>
    public static Snapshot Read(string file)
    {
        try
        {
            return Snapshot.FromBytes(File.ReadAllBytes(file));
        }
        catch (SnapshotException fault)
        {
            throw new SnapshotException($"{file}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"{file} can't be read: {fault.Message}", fault);
        }
    }

    /// <summary>Times before 1970 sort wrongly among each other and before all others, which nobody will miss.</summary>
    private static string NameOf(Snapshot snapshot) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, snapshot.Time.Nanos):D19}-{snapshot.NextSequence:D15}{Extension}");
}
