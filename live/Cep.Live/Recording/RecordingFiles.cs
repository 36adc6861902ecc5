using System.Globalization;

namespace Cep.Live;

/// <summary>Where the recording of a task lies in a recording's folder.</summary>
/// <param name="folder">The folder of the recording.</param>
/// <param name="partition">The task's partition number.</param>
internal sealed class RecordingFiles(string folder, int partition)
{
    private const string Prefix = "partition-";

    /// <summary>The folder of the task.</summary>
    public string Folder { get; } = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{partition}"));

    /// <summary>The task's partition number.</summary>
    public int Partition => partition;

    /// <summary>What came, in order.</summary>
    public string Log => Path.Combine(Folder, "log");

    /// <summary>What was derived, as the file sink writes it.</summary>
    public string Derived => Path.Combine(Folder, "derived.jsonl");

    /// <summary>The state from which the task recovered when the recording began.</summary>
    public string Snapshot => Path.Combine(Folder, "start.snapshot");

    /// <summary>Events as Arrow streams, one behind the other.</summary>
    public string Segment(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{number:D6}.arrows"));

    /// <summary>The tasks of a recording, in the order of their partition numbers.</summary>
    /// <exception cref="RecordingException">There is none.</exception>
    public static IReadOnlyList<RecordingFiles> Of(string folder)
    {
        var partitions = Directory.Exists(folder)
            ? Directory.GetDirectories(folder, Prefix + "*").Select(path => int.TryParse(Path.GetFileName(path)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).Where(number => number >= 0).Order().ToList()
            : [];
        if (partitions.Count == 0) throw new RecordingException($"'{folder}' holds no recording: there is no folder '{Prefix}0' or of another partition in it. Name the folder that record.directory of the live run names.");
        return [.. partitions.Select(number => new RecordingFiles(folder, number))];
    }
}
