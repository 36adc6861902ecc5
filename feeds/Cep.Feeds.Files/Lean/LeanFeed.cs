using System.IO.Compression;

namespace Cep.Feeds.Files;

/// <summary>
/// A zip of one day's trades or quotes of one symbol as published with QuantConnect LEAN. The date is in the file's name,
/// the symbol is the folder's name in upper case, the kind is in the name of the entry or of the file.
/// </summary>
/// <remarks>Keeps nothing open until <see cref="Open"/>. Safe on any thread.</remarks>
public sealed class LeanFeed : IFeed
{
    private readonly string path;
    private readonly Symbol symbol;
    private readonly NewYorkDay day;

    /// <summary>Reads what the path tells; the file itself is not opened.</summary>
    /// <exception cref="FeedException">The file is missing or empty, or its name holds no date, or its folder and the options no symbol.</exception>
    public LeanFeed(string path, TickFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        this.path = path;
        Name = TickPaths.NameOf(path);
        Length = FileHead.LengthOf(path);
        var told = LeanFileName.TryParse(path)
            ?? throw new FeedException($"'{Name}' is no LEAN tick file: its name must begin with the date, as in ibm/20131007_trade.zip.");
        var name = options.Symbol ?? told.Symbol;
        if (name.Length is 0 or > SymbolTable.MaxNameLength)
        {
            throw new FeedException($"'{Name}' has no symbol: LEAN takes it from the folder's name, as in ibm/20131007_trade.zip. Give it with --symbol NAME.");
        }

        symbol = Symbol.Of(name);
        day = new NewYorkDay(told.Day);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Midnight in New York, when the file's day begins.</summary>
    public EventTime Earliest => day.Start;

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public IFeedReader Open()
    {
        bool? trades = null;
        var source = TextSource.OpenZip(path, zip =>
        {
            var entry = Choose(zip);
            trades = LeanFileName.HoldsTrades(entry.Name) ?? LeanFileName.HoldsTrades(Path.GetFileName(path));
            return entry;
        });
        if (trades is { } known)
        {
            return new TextFeedReader(Name, source, new RowReader(source) { Delimiter = (byte)',' }, new LeanRowDecoder(day, symbol, known));
        }

        source.Dispose();
        throw new FeedException($"'{Name}' says nowhere whether it holds trades or quotes: the name of the file or its entry must contain 'trade' or 'quote'.");
    }

    private ZipArchiveEntry Choose(ZipArchive zip)
    {
        var entries = zip.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).ToList();
        return entries.Count == 1
            ? entries[0]
            : throw new FeedException($"'{Name}' is no LEAN tick file: it holds {entries.Count} CSV entries among {zip.Entries.Count}, expected one.");
    }
}
