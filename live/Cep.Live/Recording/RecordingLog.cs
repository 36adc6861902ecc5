namespace Cep.Live;

/// <summary>Reads the log of a part of a recording.</summary>
internal static class RecordingLog
{
    /// <summary>What is looked through at the end of a log for a commit: the one that is wanted is the last or the last but one.</summary>
    private const int TailBytes = 1 << 18;

    /// <summary>With what the part begins; null when its first line was never finished.</summary>
    /// <exception cref="RecordingException">The line is damaged, or is none of a beginning.</exception>
    public static RecordedBeginning? Beginning(RecordingFiles files)
    {
        foreach (var (line, _) in Lines(files)) return line.Beginning ?? throw new RecordingException($"'{files.Log}' does not say with what it begins. Bring an undamaged copy back.");
        return null;
    }

    /// <summary>The last commit that ends at a place of the log or before; null when there is none.</summary>
    /// <exception cref="RecordingException">The log is damaged before that place.</exception>
    public static (RecordedCommit Commit, long End)? LastCommit(RecordingFiles files, long end = long.MaxValue)
    {
        (RecordedCommit, long)? last = null;
        foreach (var (line, at) in Lines(files, end))
        {
            if (line.Commit is { } commit) last = (commit, at);
        }

        return last;
    }

    /// <summary>The commits in the last part of the log, the newest first, each with where it ends.</summary>
    public static IReadOnlyList<(RecordedCommit Commit, long End)> NewestCommits(RecordingFiles files)
    {
        using var stream = Open(files);
        var from = Math.Max(0, stream.Length - TailBytes);
        stream.Position = from;
        using var lines = new LineReader(stream, from);
        List<(RecordedCommit, long)> found = [];
        while (lines.Next(out var line))
        {
            // The first line may have lost its beginning here.
            if (RecordedLine.Parse(line) is { Commit: { } commit }) found.Add((commit, lines.End));
        }

        found.Reverse();
        return found;
    }

    /// <summary>The lines up to a place, each with where it ends. A line that a crash cut off is left out.</summary>
    /// <exception cref="RecordingException">A line is damaged.</exception>
    public static IEnumerable<(RecordedLine Line, long End)> Lines(RecordingFiles files, long end = long.MaxValue)
    {
        if (!File.Exists(files.Log)) yield break;
        using var lines = new LineReader(Open(files), 0);
        for (var number = 1; lines.End < end && Next(lines, files, number) is { } line; number++) yield return (line, lines.End);
        if (end != long.MaxValue && lines.End != end) throw new RecordingException($"'{files.Log}' has {lines.End} whole bytes, and {end} of it were committed: its end is missing. Bring an undamaged copy back.");
    }

    private static RecordedLine? Next(LineReader lines, RecordingFiles files, int number)
    {
        if (!lines.Next(out var line)) return null;
        return RecordedLine.Parse(line) ?? throw new RecordingException($"'{files.Log}', line {number}: the line is damaged, its checksum does not fit. What follows it can't be trusted; bring an undamaged copy back.");
    }

    private static FileStream Open(RecordingFiles files) => new(files.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
}
