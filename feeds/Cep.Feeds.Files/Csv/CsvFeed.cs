namespace Cep.Feeds.Files;

/// <summary>
/// A CSV with a header, plain or gzip: trades, quotes, statuses, or all of them with a <c>kind</c> column. A column is
/// found by its declared or usual name. Without a kind column a price makes the rows trades, else a bid or ask quotes,
/// else a state statuses.
/// </summary>
/// <remarks>Reads the head of the file when made and keeps nothing open until <see cref="Open"/>. Safe on any thread.</remarks>
public sealed class CsvFeed : IFeed
{
    private readonly string path;
    private readonly TickFileOptions options;

    /// <summary>Looks at the head of a file.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable or empty, or its header can't be mapped.</exception>
    public CsvFeed(string path, TickFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        this.path = path;
        this.options = options;
        Name = TickPaths.NameOf(path);
        Length = FileHead.LengthOf(path);
        using var reader = OpenReader();
        Earliest = reader.PeekFirstTime();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The time of the first event: what comes later in the file with an earlier time is late.</summary>
    public EventTime Earliest { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public IFeedReader Open() => OpenReader();

    private TextFeedReader OpenReader()
    {
        var source = TextSource.Open(path);
        try
        {
            var rows = new RowReader(source);
            if (!rows.Next()) throw new FeedException($"'{Name}' holds no line of text: a tick CSV begins with a header line.");
            var delimiter = CsvHeader.GuessDelimiter(rows.Raw);
            var header = CsvHeader.Split(rows.Raw, delimiter);
            rows.Delimiter = delimiter;
            var layout = CsvLayout.TryFind(header, options.Mapping, options.Symbol is not null, out var problem) ?? throw Unmappable(header, problem);
            return new TextFeedReader(Name, source, rows, new CsvRowDecoder(layout, options));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private FeedException Unmappable(IReadOnlyList<string> header, string problem)
    {
        const int Shown = 400;
        var found = string.Join(", ", header);
        if (found.Length > Shown) found = string.Concat(found.AsSpan(0, Shown), "…");
        return new FeedException(
            $"'{Name}' can't be read as tick CSV: its header {problem}. Found: {found}. "
            + "Declare the columns, for example --map time=COLUMN,symbol=COLUMN,price=COLUMN; a file of one symbol takes --symbol NAME.");
    }
}
