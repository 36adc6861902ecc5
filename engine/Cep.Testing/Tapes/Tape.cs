namespace Cep.Testing;

/// <summary>
/// An ordered run of events, written in code or read from text, that rules are tested with. Its time is virtual: only what
/// stands on the tape, never the wall clock.
/// </summary>
/// <remarks>
/// Events are in time order; events of one time keep the order in which they were added. Not safe for more than one thread
/// while events are added.
/// </remarks>
public sealed class Tape
{
    private readonly List<TapeEntry> entries = [];
    private readonly string? date;

    private Tape(string? date) => this.date = date;

    /// <summary>How many events it holds.</summary>
    public int Count => entries.Count;

    /// <summary>The symbols that have events on it, in the order of their first events.</summary>
    public IReadOnlyList<Symbol> Symbols => [.. entries.Select(entry => entry.Symbol).Distinct()];

    internal IReadOnlyList<TapeEntry> Entries => entries;

    /// <summary>An empty tape on which times may be written as times of a day.</summary>
    /// <param name="date">The day, such as <c>2013-10-07</c>. Times of day are UTC.</param>
    /// <exception cref="FormatException">The text is no date.</exception>
    public static Tape On(string date)
    {
        ArgumentNullException.ThrowIfNull(date);
        _ = TapeTime.Of(date, "00:00");
        return new Tape(date);
    }

    /// <summary>An empty tape for events that carry their own times, or whose times are written in full.</summary>
    public static Tape Empty() => new(null);

    /// <summary>Reads a tape from text, see <see cref="TapeText"/> for what it looks like.</summary>
    /// <exception cref="FormatException">A line can't be read, or is earlier than the one before it; the message names it.</exception>
    public static Tape Parse(string text) => TapeText.Parse(text, "tape");

    /// <summary>Reads a tape from a file, see <see cref="TapeText"/>.</summary>
    /// <param name="path">A path; a relative one starts from the folder of the source file that calls this.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    /// <exception cref="FormatException">A line can't be read, or is earlier than the one before it; the message names it.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Tape Load(string path, [System.Runtime.CompilerServices.CallerFilePath] string testFile = "")
    {
        var full = TestPath.Resolve(path, testFile);
        return TapeText.Parse(File.ReadAllText(full), Path.GetFileName(full));
    }

    /// <summary>Adds an event of any type.</summary>
    /// <exception cref="ArgumentException">It is earlier than the event before it.</exception>
    public Tape Add<T>(T value)
        where T : struct, IEvent
    {
        if (entries.Count > 0 && value.Time < entries[^1].Time)
        {
            throw new ArgumentException(
                $"Event {entries.Count + 1} of the tape, {typeof(T).Name} of {value.Symbol.Name} at {value.Time}, is earlier than the one before it at "
                + $"{entries[^1].Time}. A tape is in time order: move the event up.",
                nameof(value));
        }

        entries.Add(new TapeEntry<T>(value));
        return this;
    }

    /// <summary>Adds a trade.</summary>
    /// <param name="symbol">The symbol's name.</param>
    /// <param name="time">A time of the tape's day, such as <c>13:30:00.5</c>, or a full ISO 8601 time; UTC.</param>
    /// <param name="price">Price of one share.</param>
    /// <param name="size">Shares.</param>
    /// <param name="conditions">Sale conditions.</param>
    /// <param name="exchange">The code of the venue.</param>
    /// <param name="suspicious">The source marks the print as doubtful.</param>
    /// <exception cref="FormatException"><paramref name="time"/> is no time.</exception>
    /// <exception cref="ArgumentException">It is earlier than the event before it.</exception>
    public Tape Trade(
        string symbol, string time, double price, double size = 100, TradeConditions conditions = TradeConditions.None, char exchange = '\0', bool suspicious = false) =>
        Add(new Trade(At(time), Symbol.Of(symbol), price, size, conditions, exchange, suspicious));

    /// <summary>Adds a quote; a side whose price is 0 did not change.</summary>
    /// <inheritdoc cref="Trade" path="/exception"/>
    public Tape Quote(string symbol, string time, double bidPrice, double bidSize, double askPrice, double askSize) =>
        Add(new Quote(At(time), Symbol.Of(symbol), bidPrice, bidSize, askPrice, askSize));

    /// <summary>Adds a change of the state of trading.</summary>
    /// <inheritdoc cref="Trade" path="/exception"/>
    public Tape Status(string symbol, string time, TradingState state) => Add(new MarketStatus(At(time), Symbol.Of(symbol), state));

    /// <summary>The events of one symbol as a tape of their own.</summary>
    public Tape Only(Symbol symbol) => Copy(entries.Where(entry => entry.Symbol == symbol));

    /// <summary>The tape as a feed, as often as one likes.</summary>
    /// <param name="name">The name of the feed in messages.</param>
    public IFeed ToFeed(string name = "tape") => new TapeFeed(name, [.. entries]);

    /// <summary>Runs rules over the tape.</summary>
    /// <exception cref="RuleException">The rules don't fit together.</exception>
    public RuleRun Run(params IReadOnlyList<Rule> rules) => RuleRun.Over(this, rules);

    /// <summary>A time as tests write it: a time of the tape's day or a full ISO 8601 time.</summary>
    /// <exception cref="FormatException">The text is no time, or a time of day on a tape without a day.</exception>
    public EventTime At(string time) => TapeTime.Of(date, time);

    /// <summary>The same events with ties between different symbols put in the order of the symbols' names.</summary>
    internal Tape WithTiesBySymbol() => Copy(entries.OrderBy(entry => entry.Time).ThenBy(entry => entry.Symbol.Name, StringComparer.Ordinal));

    /// <summary>The same events, and one of another symbol at a time at which another tape ends, so that the input ends at the same time.</summary>
    internal Tape EndingWith(Tape other) => Copy(entries).Add(new MarketStatus(other.entries[^1].Time, Symbol.Of("end of tape"), TradingState.Unknown));

    private Tape Copy(IEnumerable<TapeEntry> chosen)
    {
        var copy = new Tape(date);
        copy.entries.AddRange(chosen);
        return copy;
    }
}
