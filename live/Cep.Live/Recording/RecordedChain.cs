namespace Cep.Live;

/// <summary>
/// Parts of a task's recording of which each goes on where the one before ends: one log. A task that went on with other
/// settings, or after somebody had read on without recording, begins another.
/// </summary>
/// <param name="Beginning">With what the first part begins.</param>
/// <param name="Parts">The parts, one at least.</param>
internal sealed record RecordedChain(RecordedBeginning Beginning, IReadOnlyList<RecordedPart> Parts)
{
    /// <summary>The files of the first part.</summary>
    public RecordingFiles First => Parts[0].Files;

    /// <summary>The chains of a task, in the order in which they were begun.</summary>
    /// <exception cref="RecordingException">The recording is damaged, or a part of it is missing.</exception>
    public static IReadOnlyList<RecordedChain> Of(string folder, int partition)
    {
        var parts = RecordingFiles.PartsOf(folder, partition)
            .Select(files => (Files: files, Beginning: RecordingLog.Beginning(files)))
            .Where(part => part.Beginning is not null)
            .ToDictionary(part => part.Files.Part, part => (part.Files, Beginning: part.Beginning!));
        foreach (var (files, beginning) in parts.Values)
        {
            if (beginning.Follows is { } follows && !parts.ContainsKey(follows.Part))
            {
                throw new RecordingException($"'{files.Folder}' goes on with part {follows.Part}, which is missing. Bring it back.");
            }
        }

        // Where a part was followed by several, the newest knows what was committed.
        var followers = parts.Values.Where(part => part.Beginning.Follows is not null).GroupBy(part => part.Beginning.Follows!.Part)
            .ToDictionary(group => group.Key, group => group.MaxBy(part => part.Files.Part));
        return
        [
            .. parts.Values.Where(part => part.Beginning.Follows is null).OrderBy(part => part.Files.Part)
                .Select(first => new RecordedChain(first.Beginning, [.. From(first.Files, followers)]))
                .Where(chain => chain.Parts.Count > 0),
        ];
    }

    private static IEnumerable<RecordedPart> From(RecordingFiles files, Dictionary<int, (RecordingFiles Files, RecordedBeginning Beginning)> followers)
    {
        for (var hasNext = true; hasNext;)
        {
            hasNext = followers.TryGetValue(files.Part, out var next);
            var last = RecordingLog.LastCommit(files, hasNext ? next.Beginning.Follows!.LogBytes : long.MaxValue);
            if (last is { } place) yield return new RecordedPart(files, place.End, place.Commit);
            files = next.Files;
        }
    }
}

/// <summary>A part, up to the last of its commits that counts.</summary>
/// <param name="Files">Where it lies.</param>
/// <param name="LogBytes">Where the commit ends in the log.</param>
/// <param name="Commit">The commit.</param>
internal sealed record RecordedPart(RecordingFiles Files, long LogBytes, RecordedCommit Commit);
