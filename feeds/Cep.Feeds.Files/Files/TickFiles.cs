namespace Cep.Feeds.Files;

/// <summary>Opens tick files of all formats as feeds.</summary>
public static class TickFiles
{
    // In a directory a file called so is meant to be a tick file: when it can't be recognised, that is an error.
    private static readonly string[] TickEndings =
        [".csv", ".tsv", ".csv.gz", ".tsv.gz", ".arrow", ".arrows", ".ipc", ".feather", ".parquet"];

    /// <summary>
    /// Makes a feed for each tick file that the paths name: files, directories with all below them, and globs with
    /// <c>*</c>, <c>?</c> and <c>**</c>. A file named by itself must be a tick file. Among those found in a directory or by a
    /// glob, hidden files and files that neither their name nor their content shows to be tick files are passed over.
    /// </summary>
    /// <param name="paths">What to open. A file that is named twice is opened once.</param>
    /// <param name="options">What the files don't tell.</param>
    /// <returns>The feeds in the ordinal order of their paths.</returns>
    /// <exception cref="FeedException">A path names nothing, no tick file, or one that is empty, unreadable or damaged; the message says what to do.</exception>
    public static IReadOnlyList<IFeed> Open(IReadOnlyList<string> paths, TickFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        if (paths.Count == 0) throw new FeedException("No path is given. Name files, directories or globs.");
        var feeds = new Dictionary<string, IFeed?>(StringComparer.Ordinal);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var (files, named) = TickPaths.Expand(path);
            foreach (var file in files)
            {
                var full = Path.GetFullPath(file);
                if (!feeds.TryGetValue(full, out var feed) || (feed is null && named)) feeds[full] = TryOpen(file, named, options);
            }

            if (!files.Any(file => feeds[Path.GetFullPath(file)] is not null))
            {
                throw new FeedException($"'{TickPaths.NameOf(path)}' holds no tick file: looked at {files.Count} files. {KnownFormats}");
            }
        }

        return feeds.Values.OfType<IFeed>().OrderBy(feed => feed.Name, StringComparer.Ordinal).ToList();
    }

    private static string KnownFormats =>
        "Known formats: CSV with a header (plain or gzip), LEAN tick zips, DEBS 2022 CSV, Apache Arrow, Parquet; --format names one.";

    private static IFeed? TryOpen(string path, bool named, TickFileOptions options)
    {
        var meant = named || HasTickEnding(path) || IsLeanZip(path);
        if (!meant && new FileInfo(path) is not { Exists: true, Length: > 0 }) return null;
        if (named && options.Format is { } given) return Make(path, given, options);
        var head = FileHead.Read(path);
        var format = FormatDetector.Detect(head);
        if (!meant && !LooksMeant(path, format, head, options)) return null;
        if (options.Format is { } forced && (format is not null || meant)) return Make(path, forced, options);
        var name = TickPaths.NameOf(path);
        if (format != TickFormat.Lean && IsLeanZip(path)) throw new FeedException($"'{name}' is no zip, whatever its name says: it is damaged. Fetch it again.");
        return Make(path, format ?? throw new FeedException($"'{name}' is no tick file that Cep knows. {KnownFormats}"), options);
    }

    /// <summary>The content of a file whose name says nothing shows it to be a tick file.</summary>
    private static bool LooksMeant(string path, TickFormat? format, FileHead head, TickFileOptions options) => format switch
    {
        null or TickFormat.Lean => false,
        TickFormat.Csv => FormatDetector.HasCsvHeader(head, options),
        _ => true,
    };

    private static bool HasTickEnding(string path) =>
        Array.Exists(TickEndings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsLeanZip(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        && LeanFileName.TryParse(path) is not null
        && LeanFileName.HoldsTrades(Path.GetFileName(path)) is not null;

    private static IFeed Make(string path, TickFormat format, TickFileOptions options) => format switch
    {
        TickFormat.Csv => new CsvFeed(path, options),
        TickFormat.Lean => new LeanFeed(path, options),
        TickFormat.Debs2022 => new DebsFeed(path, options),
        TickFormat.Arrow => new ArrowFeed(path, options),
        TickFormat.Parquet => new ParquetFeed(path, options),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };
}
