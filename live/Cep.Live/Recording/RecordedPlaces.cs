namespace Cep.Live;

/// <summary>Finds where in a recording a task stands that begins to run.</summary>
internal static class RecordedPlaces
{
    /// <summary>How many of the newest parts are looked at. What is not found begins by itself, which costs a snapshot and loses nothing.</summary>
    private const int PartsMax = 16;

    /// <summary>Finds the commit with which a task begins, where what follows can go on with what was recorded before.</summary>
    /// <param name="folder">The folder of the recording.</param>
    /// <param name="partition">The task's partition number.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="settings">What decides what is derived.</param>
    /// <param name="feeds">What is read.</param>
    /// <param name="recovery">With what the task begins.</param>
    /// <returns>Null when somebody read on without recording there, when other settings count from here on, or when the state is not the one that belongs to the log.</returns>
    /// <exception cref="RecordingException">The recording is of another group, or damaged.</exception>
    public static RecordedPlaceInLog? Find(string folder, int partition, string group, RecordedSettings settings, IReadOnlyList<string> feeds, Recovery recovery)
    {
        var committed = recovery.Committed.Select((place, i) => new RecordedPlace(feeds[i], place.Offset, place.Metadata)).ToList();
        foreach (var files in RecordingFiles.PartsOf(folder, partition).Reverse().Take(PartsMax))
        {
            if (RecordingLog.Beginning(files) is not { } beginning) continue;
            CheckGroup(folder, beginning.Group, group);
            foreach (var (commit, end) in RecordingLog.NewestCommits(files))
            {
                if (!commit.Places.SequenceEqual(committed)) continue;
                var goesOn = beginning.Settings.IsSameAs(settings) && (recovery.Snapshot is not null || recovery.From.All(from => from <= 0));
                return goesOn ? new RecordedPlaceInLog(files.Part, end) : null;
            }
        }

        return null;
    }

    private static void CheckGroup(string folder, string recorded, string group)
    {
        if (recorded != group) throw new RecordingException($"'{folder}' holds the recording of the group {recorded}; record the group {group} to a folder of its own.");
    }
}
