namespace Cep.Feeds.Files;

/// <summary>Events from a file that holds them in columns; see <see cref="ArrowFeed"/> and <see cref="ParquetFeed"/>.</summary>
/// <remarks>Safe on any thread; its reader is not.</remarks>
public abstract class TickBlockFeed : IFeed
{
    private readonly string path;
    private readonly string? symbol;
    private readonly Lazy<EventTime> earliest;

    /// <summary>Names the file; it is opened only when it is read.</summary>
    private protected TickBlockFeed(string path, TickFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        this.path = path;
        symbol = options.Symbol;
        Name = TickPaths.NameOf(path);
        earliest = new Lazy<EventTime>(FindEarliest, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The time of the first event, or a time before it that the file states; unknown when the file can't be read. The first call reads the file's beginning.</summary>
    public EventTime Earliest => earliest.Value;

    /// <inheritdoc/>
    public long Length => TickFile.LengthOf(path);

    /// <inheritdoc/>
    public IFeedReader Open() => new TickBlockReader(OpenSource(path, symbol));

    private protected abstract TickBlockSource OpenSource(string path, string? symbol);

    private EventTime FindEarliest()
    {
        try
        {
            using var source = OpenSource(path, symbol);
            if (source.LeastTime() is { } time) return time;
            using var reader = new TickBlockReader(source);
            return reader.FirstTime();
        }
        catch (FeedException)
        {
            // Opening the feed for the run says what is wrong, at the place where someone listens.
            return EventTime.MinValue;
        }
    }
}
