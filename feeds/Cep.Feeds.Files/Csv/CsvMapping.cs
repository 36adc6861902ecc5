namespace Cep.Feeds.Files;

/// <summary>Says which column of a CSV holds which field, where the columns' names don't tell.</summary>
/// <remarks>Fields it does not name are still found by their usual names. Immutable, safe on any thread.</remarks>
public sealed record CsvMapping
{
    private CsvMapping(Dictionary<string, string> columns, EpochUnit? timeUnit)
    {
        Columns = columns;
        TimeUnit = timeUnit;
    }

    /// <summary>
    /// The column of each declared field. Fields: kind, time, date, symbol, price, size, bid_price, bid_size, ask_price,
    /// ask_size, state, conditions, exchange, suspicious. An empty column says that the file has no such field.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; }

    /// <summary>
    /// The unit of times given as numbers. When null it is guessed from the file's first one: seconds below 10^11,
    /// milliseconds below 10^14, microseconds below 10^17, else nanoseconds.
    /// </summary>
    public EpochUnit? TimeUnit { get; }

    /// <summary>Reads a mapping such as <c>time=ts,price=px,symbol=ticker,timeUnit=ms</c>; units are s, ms, us and ns.</summary>
    /// <exception cref="FormatException">The text is no mapping; the message says what is wrong and what is allowed.</exception>
    public static CsvMapping Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        EpochUnit? unit = null;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new FormatException($"Mapping '{part}' is not FIELD=COLUMN, as in time=ts,price=px,timeUnit=ms.");
            var name = part[..equals].Trim();
            var value = part[(equals + 1)..].Trim();
            if (CsvFieldNames.Plain(name) == "timeunit")
            {
                unit = ParseUnit(value);
                continue;
            }

            var field = CsvFieldNames.Find(name)
                ?? throw new FormatException($"Mapping '{part}' names the unknown field '{name}'; fields are {CsvFieldNames.List} and timeUnit.");
            if (!columns.TryAdd(CsvFieldNames.Of(field), value)) throw new FormatException($"Mapping names the field '{name}' twice.");
        }

        return new CsvMapping(columns, unit);
    }

    private static EpochUnit ParseUnit(string text) => text switch
    {
        "s" => EpochUnit.Seconds,
        "ms" => EpochUnit.Milliseconds,
        "us" or "µs" or "μs" => EpochUnit.Microseconds,
        "ns" => EpochUnit.Nanoseconds,
        _ => throw new FormatException($"timeUnit '{text}' is unknown; units are s, ms, us and ns."),
    };
}
