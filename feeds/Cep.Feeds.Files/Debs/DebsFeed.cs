namespace Cep.Feeds.Files;

/// <summary>
/// The CSV of the ACM DEBS 2022 Grand Challenge, plain or gzip, in UTC. Comment lines start with <c>#</c>. A row of type E
/// or I whose <c>Last</c> is there and not 0 is a trade at its trading date (else date) and trading time (else time);
/// all other rows are counted as skipped.
/// </summary>
/// <remarks>Reads the head of the file when made and keeps nothing open until <see cref="Open"/>. Safe on any thread.</remarks>
public sealed class DebsFeed : IFeed
{
    private readonly string path;

    /// <summary>Looks at the head of a file.</summary>
    /// <exception cref="FeedException">The file is missing, unreadable or empty, or has not the header of the format.</exception>
    public DebsFeed(string path, TickFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        this.path = path;
        Name = TickPaths.NameOf(path);
        Length = FileHead.LengthOf(path);
        using var reader = OpenReader();
        Earliest = reader.PeekFirstTime();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The time of the first trade: what comes later in the file with an earlier time is late. Unknown when the first rows hold no trade.</summary>
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
            var rows = new RowReader(source) { CommentMark = '#' };
            var columns = rows.Next() ? DebsColumns.TryFind(CsvHeader.Split(rows.Raw, (byte)',')) : null;
            if (columns is null)
            {
                throw new FeedException(
                    $"'{Name}' is no DEBS 2022 file: its header must name ID, SecType, Date, Time, Last, Last volume, Trading time and Trading date.");
            }

            rows.Delimiter = (byte)',';
            return new TextFeedReader(Name, source, rows, new DebsRowDecoder(columns));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
