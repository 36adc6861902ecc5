using Cep.Feeds.Files;

namespace Cep.Live;

/// <summary>What <c>cep run --check</c> looks at beyond the configuration: folders that are written and connections. Starts nothing.</summary>
public static class LiveCheck
{
    /// <summary>Looks at folders, then asks a probe for connections.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="probe">Tries connections.</param>
    /// <param name="stop">Ends the trying.</param>
    /// <returns>What was looked at, in order; texts show no secret.</returns>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(LiveSettings settings, ConnectionProbe probe, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(probe);
        var redaction = Redaction.Of(settings);
        List<CheckResult> results = [.. FoldersOf(settings).Select(folder => Folder(folder.Setting, folder.Path))];
        if (settings.Input.Files.Count > 0) results.Add(Files(settings.Input.Files));
        try
        {
            results.AddRange(await probe(settings, stop).ConfigureAwait(false));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            results.Add(new CheckResult("kafka", error.Message));
        }

        return [.. results.Select(result => result with { Fault = result.Fault is { } fault ? redaction.Apply(fault) : null })];
    }

    private static IEnumerable<(string Setting, string Path)> FoldersOf(LiveSettings settings)
    {
        yield return ("state.directory", settings.State.Directory);
        yield return ("spool.directory", settings.Spool.Directory);
        if (settings.Record.Directory is { } record) yield return ("record.directory", record);
        if (settings.DeadLetters.File is { } file) yield return ("deadLetters.file", Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>Whether the paths name tick files.</summary>
    private static CheckResult Files(IReadOnlyList<string> paths)
    {
        try
        {
            TickFiles.Open(paths, TickFileOptions.Default);
            return new CheckResult("input.files", null);
        }
        catch (FeedException error)
        {
            return new CheckResult("input.files", $"can't be read: {error.Message}");
        }
    }

    /// <summary>Whether a folder can be written, or made in the one above that exists. Nothing is left behind.</summary>
    private static CheckResult Folder(string setting, string path)
    {
        var folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            if (File.Exists(folder)) return new CheckResult(setting, $"'{folder}' is a file where a folder is needed.");
            folder = parent;
        }

        try
        {
            var probe = Path.Combine(folder, $".cep-check-{Environment.ProcessId}");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return new CheckResult(setting, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new CheckResult(setting, $"'{folder}' can't be written: {error.Message}");
        }
    }
}
