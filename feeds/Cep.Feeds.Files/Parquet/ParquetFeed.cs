namespace Cep.Feeds.Files;

/// <summary>Events from an Apache Parquet file, in any compression that Parquet knows.</summary>
/// <remarks>Columns as with <see cref="ArrowFeed"/>. Safe on any thread; its reader is not.</remarks>
public sealed class ParquetFeed : IFeed
{
    private readonly Lazy<EventTime> earliest;
    private readonly string? symbol;

    /// <summary>Names the file; it is opened only when it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    public ParquetFeed(string path, TickFileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        Name = path;
        symbol = options.Symbol;
        earliest = new Lazy<EventTime>(FindEarliest, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The path of the file.</summary>
    public string Name { get; }

    /// <summary>
    /// The least time of the first row group as its statistics have it, else the time of the first event; unknown when the
    /// file can't be read.
    /// </summary>
    public EventTime Earliest => earliest.Value;

    /// <inheritdoc/>
    public long Length => TickFile.LengthOf(Name);

    /// <inheritdoc/>
    public IFeedReader Open() => new TickBlockReader(new ParquetSource(Name, symbol));

    private EventTime FindEarliest()
    {
        try
        {
            using var source = new ParquetSource(Name, symbol);
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
