using System.Text;

namespace Cep.Live;

/// <summary>Reads the log of a recording up to the last commit in it that is wanted: what comes behind was never committed.</summary>
internal sealed class RecordingLog
{
    private RecordingLog(RecordedBeginning beginning, RecordedCommit? commit, long bytes, int later, RecordedCommit? last) =>
        (Beginning, Commit, Bytes, Later, Last) = (beginning, commit, bytes, later, last);

    /// <summary>With what the recording begins.</summary>
    public RecordedBeginning Beginning { get; }

    /// <summary>The commit with which it ends; null when there is none.</summary>
    public RecordedCommit? Commit { get; }

    /// <summary>Where that is, in the file.</summary>
    public long Bytes { get; }

    /// <summary>How many commits come behind it that are not wanted.</summary>
    public int Later { get; }

    /// <summary>The last commit of all, wanted or not.</summary>
    public RecordedCommit? Last { get; }

    /// <summary>Finds the last commit.</summary>
    /// <param name="files">The recording.</param>
    /// <param name="isWanted">Which commits count.</param>
    /// <exception cref="RecordingException">The log is damaged before its last line.</exception>
    public static RecordingLog? Read(RecordingFiles files, Func<RecordedCommit, bool> isWanted)
    {
        RecordedBeginning? beginning = null;
        RecordedCommit? commit = null, newest = null;
        var (bytes, later) = (0L, 0);
        foreach (var (line, end) in Lines(files))
        {
            if (line.Beginning is { } first) (beginning, bytes) = (first, end);
            if (line.Commit is not { } last) continue;
            (newest, later) = (last, later + 1);
            if (isWanted(last)) (commit, bytes, later) = (last, end, 0);
        }

        return beginning is null ? null : new RecordingLog(beginning, commit, bytes, later, newest);
    }

    /// <summary>The lines, each with where it ends. A line that was cut off by a crash is left out.</summary>
    /// <exception cref="RecordingException">A line before the last one is damaged.</exception>
    public static IEnumerable<(RecordedLine Line, long End)> Lines(RecordingFiles files)
    {
        if (!File.Exists(files.Log)) yield break;
        using var stream = new FileStream(files.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        var (end, number) = (0L, 0);
        for (var text = reader.ReadLine(); text is not null;)
        {
            var next = reader.ReadLine();
            number++;
            end += Encoding.UTF8.GetByteCount(text) + 1;
            var line = RecordedLine.Parse(text);
            if (next is null && (line is null || end > stream.Length)) yield break;
            if (line is null) throw new RecordingException($"'{files.Log}', line {number}: the line is damaged, its checksum does not fit. What follows it can't be trusted; bring an undamaged copy back.");
            yield return (line, end);
            text = next;
        }
    }
}
