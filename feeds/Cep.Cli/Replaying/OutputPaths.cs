namespace Cep.Cli;

/// <summary>Refuses outputs that would destroy an input or each other, before any file is touched.</summary>
internal static class OutputPaths
{
    private static readonly string[] Unwritable = [".csv", ".gz", ".parquet", ".zip", ".html"];

    /// <exception cref="UsageException">Two outputs, or an output and an input, are one file.</exception>
    public static void Check(ReplaySettings settings, IReadOnlyList<IFeed> feeds)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var feed in feeds) taken[Path.GetFullPath(feed.Name)] = "an input";
        foreach (var (option, path) in OutputsOf(settings))
        {
            var full = Path.GetFullPath(path);
            if (IsDevice(full)) continue;
            if (!taken.TryAdd(full, option)) throw new UsageException($"{option} '{path}' is {taken[full]} as well; choose another file.");
            if (Directory.Exists(full)) throw new UsageException($"{option} '{path}' is a directory; name a file in it.");
        }

        foreach (var ending in Unwritable.Where(ending => settings.Out?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true))
        {
            throw new UsageException($"--out '{settings.Out}': derived events are written as JSON Lines (.jsonl) or Arrow (.arrow), not {ending}.");
        }
    }

    private static IEnumerable<(string Option, string Path)> OutputsOf(ReplaySettings settings)
    {
        if (settings.Out is { } output && !settings.IsOutToTerminal) yield return ("--out", output);
        if (settings.DeadLetters is { } letters) yield return ("--dead-letters", letters);
        if (settings.LateEvents is { } late) yield return ("--late", late);
        if (settings.Explain.File is { } explained) yield return ("--explain-to", explained);
        if (settings.Report is { } report) yield return ("--report", report);
        foreach (var (name, file) in ReplayOutputs.RecipientsOf(settings)) yield return ($"--recipient {name}", file);
    }

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);
}
