using System.Globalization;

namespace Cep.Live;

/// <summary>
/// Where a part of a task's recording lies. Each time a task begins to run it begins a part, which nobody else ever writes:
/// a process that was fenced off and doesn't know it yet can't spoil what its successor records.
/// </summary>
/// <param name="folder">The folder of the recording.</param>
/// <param name="partition">The task's partition number.</param>
/// <param name="part">The number of the part, from 1 on.</param>
internal sealed class RecordingFiles(string folder, int partition, int part)
{
    private const string PartitionPrefix = "partition-";
    private const string PartPrefix = "part-";

    /// <summary>The folder of the part.</summary>
    public string Folder { get; } = Path.Combine(PartitionFolder(folder, partition), string.Create(CultureInfo.InvariantCulture, $"{PartPrefix}{part:D6}"));

    /// <summary>The task's partition number.</summary>
    public int Partition => partition;

    /// <summary>The number of the part.</summary>
    public int Part => part;

    /// <summary>What came, in order.</summary>
    public string Log => Path.Combine(Folder, "log");

    /// <summary>What was derived, as the file sink writes it.</summary>
    public string Derived => Path.Combine(Folder, "derived.jsonl");

    /// <summary>The state from which the task recovered when the part began.</summary>
    public string Snapshot => Path.Combine(Folder, "start.snapshot");

    /// <summary>Events as Arrow streams, one behind the other.</summary>
    public string Segment(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{number:D6}.arrows"));

    /// <summary>The partition numbers of a recording, in order.</summary>
    /// <exception cref="RecordingException">There is none.</exception>
    public static IReadOnlyList<int> PartitionsOf(string folder)
    {
        var partitions = NumbersIn(folder, PartitionPrefix);
        if (partitions.Count == 0) throw new RecordingException($"'{folder}' holds no recording: there is no folder '{PartitionPrefix}0' or of another partition in it. Name the folder that record.directory of the live run names.");
        return partitions;
    }

    /// <summary>The parts of a task's recording, in the order in which they were begun.</summary>
    public static IReadOnlyList<RecordingFiles> PartsOf(string folder, int partition) =>
        [.. NumbersIn(PartitionFolder(folder, partition), PartPrefix).Select(part => new RecordingFiles(folder, partition, part))];

    /// <summary>Begins a part behind all others.</summary>
    /// <returns>The part, and its log, which nobody else has.</returns>
    public static (RecordingFiles Files, FileStream Log) Begin(string folder, int partition)
    {
        for (var part = PartsOf(folder, partition) is [.., var last] ? last.Part + 1 : 1; ; part++)
        {
            var files = new RecordingFiles(folder, partition, part);
            Directory.CreateDirectory(files.Folder);
            try
            {
                return (files, Create(files.Log));
            }
            catch (IOException) when (File.Exists(files.Log))
            {
                // Somebody else began this one at the same time.
            }
        }
    }

    /// <summary>Makes a file of a part, which must not be there.</summary>
    public static FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, 1 << 16);

    private static string PartitionFolder(string folder, int partition) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{PartitionPrefix}{partition}"));

    private static List<int> NumbersIn(string folder, string prefix) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder, prefix + "*").Select(path => int.TryParse(Path.GetFileName(path).AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).Where(number => number >= 0).Order()]
        : [];
}
