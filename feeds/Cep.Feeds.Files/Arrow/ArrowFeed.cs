namespace Cep.Feeds.Files;

/// <summary>Events from an Apache Arrow IPC file or stream, uncompressed or compressed with LZ4 or zstd.</summary>
/// <remarks>
/// Which columns are there decides what the rows are: <c>price</c> and <c>size</c> make trades, <c>bid_price</c> and
/// <c>ask_price</c> quotes, <c>state</c> statuses; in a file with a column <c>kind</c> each row says what it is. Names are
/// not case-sensitive. Safe on any thread; its reader is not.
/// </remarks>
public sealed class ArrowFeed : IFeed
{
    private readonly Lazy<EventTime> earliest;
    private readonly string? symbol;

    /// <summary>Names the file; it is opened only when it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    public ArrowFeed(string path, TickFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        Name = path;
        symbol = options.Symbol;
        earliest = new Lazy<EventTime>(FindEarliest, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The path of the file.</summary>
    public string Name { get; }

    /// <summary>The time of the first event; unknown when the file can't be read. The first call reads the first record batch.</summary>
    public EventTime Earliest => earliest.Value;

    /// <inheritdoc/>
    public long Length => TickFile.LengthOf(Name);

    /// <inheritdoc/>
    public IFeedReader Open() => new TickBlockReader(new ArrowSource(Name, symbol));

    private EventTime FindEarliest()
    {
        try
        {
            using var reader = new TickBlockReader(new ArrowSource(Name, symbol));
            return reader.FirstTime();
        }
        catch (FeedException)
        {
            // Opening the feed for the run says what is wrong, at the place where someone listens.
            return EventTime.MinValue;
        }
    }
}
