using System.Text;

namespace Cep.Feeds.Files;

/// <summary>Rows of a CSV whose columns are known.</summary>
internal sealed class CsvRowDecoder(CsvLayout layout, TickFileOptions options) : RowDecoder
{
    private enum Kind
    {
        Trade,
        Quote,
        Status,
    }

    private static readonly (byte[] Name, TradingState State)[] States =
        [.. Enum.GetValues<TradingState>().Select(state => (Encoding.ASCII.GetBytes(state.ToString()), state))];

    private readonly TimeText times = new(options.Mapping?.TimeUnit);
    private readonly Symbol? given = layout[CsvField.Symbol] < 0 ? Symbol.Of(options.Symbol!) : null;
    private readonly int columnCount = layout.ColumnCount;
    private readonly int kindColumn = layout[CsvField.Kind];
    private readonly int timeColumn = layout[CsvField.Time];
    private readonly int dateColumn = layout[CsvField.Date];
    private readonly int symbolColumn = layout[CsvField.Symbol];
    private readonly int priceColumn = layout[CsvField.Price];
    private readonly int sizeColumn = layout[CsvField.Size];
    private readonly int bidColumn = layout[CsvField.BidPrice];
    private readonly int bidSizeColumn = layout[CsvField.BidSize];
    private readonly int askColumn = layout[CsvField.AskPrice];
    private readonly int askSizeColumn = layout[CsvField.AskSize];
    private readonly int stateColumn = layout[CsvField.State];
    private readonly int conditionsColumn = layout[CsvField.Conditions];
    private readonly int exchangeColumn = layout[CsvField.Exchange];
    private readonly int suspiciousColumn = layout[CsvField.Suspicious];
    private readonly Kind only = layout[CsvField.Price] >= 0 ? Kind.Trade
        : layout[CsvField.BidPrice] >= 0 || layout[CsvField.AskPrice] >= 0 ? Kind.Quote
        : Kind.Status;

    public override bool Decode(RowReader row, EventBatch batch)
    {
        if (row.FieldCount != columnCount && !IsRightCount(row)) return false;
        var kind = only;
        if (kindColumn >= 0 && !TryKind(Field(row, kindColumn), out kind)) return false;
        if (!TryTime(row, out var time)) return false;
        var symbol = given.GetValueOrDefault();
        if (symbolColumn >= 0 && !TrySymbol(row, symbolColumn, out symbol)) return false;
        var decoded = kind switch
        {
            Kind.Trade => DecodeTrade(row, batch, time, symbol),
            Kind.Quote => DecodeQuote(row, batch, time, symbol),
            _ => DecodeStatus(row, batch, time, symbol),
        };
        if (decoded) LastTime = time;
        return decoded;
    }

    private bool DecodeTrade(RowReader row, EventBatch batch, EventTime time, Symbol symbol)
    {
        if (priceColumn < 0) return Refuse("price is missing");
        if (!TryPrice("price", row, priceColumn, out var price)) return false;
        double size = 0;
        if (sizeColumn >= 0 && !TrySize("size", row, sizeColumn, out size)) return false;
        if (!TryMarks(row, out var conditions, out var exchange, out var suspicious)) return false;
        batch.Add(new Trade(time, symbol, price, size, (TradeConditions)conditions, exchange, suspicious), row.Line);
        return true;
    }

    private bool DecodeQuote(RowReader row, EventBatch batch, EventTime time, Symbol symbol)
    {
        if (!Has(row, bidColumn) && !Has(row, askColumn)) return Refuse("bid_price and ask_price are missing");
        if (!TrySide(row, "bid_price", bidColumn, "bid_size", bidSizeColumn, out var bidPrice, out var bidSize)) return false;
        if (!TrySide(row, "ask_price", askColumn, "ask_size", askSizeColumn, out var askPrice, out var askSize)) return false;
        if (!TryMarks(row, out var conditions, out var exchange, out var suspicious)) return false;
        batch.Add(new Quote(time, symbol, bidPrice, bidSize, askPrice, askSize, conditions, exchange, suspicious), row.Line);
        return true;
    }

    private bool DecodeStatus(RowReader row, EventBatch batch, EventTime time, Symbol symbol)
    {
        var text = Field(row, stateColumn);
        if (!TryState(text, out var state)) return Refuse("state", text, $"is none of {string.Join(", ", Enum.GetNames<TradingState>())}");
        batch.Add(new MarketStatus(time, symbol, state, Exchange(Field(row, exchangeColumn))), row.Line);
        return true;
    }

    /// <summary>One side of a quote; an empty price leaves the side as it was.</summary>
    private bool TrySide(RowReader row, string priceName, int priceAt, string sizeName, int sizeAt, out double price, out double size)
    {
        price = 0;
        size = 0;
        if (Has(row, priceAt) && !TryPrice(priceName, row, priceAt, out price)) return false;
        return !Has(row, sizeAt) || TrySize(sizeName, row, sizeAt, out size);
    }

    private bool TryMarks(RowReader row, out uint conditions, out char exchange, out bool suspicious)
    {
        suspicious = false;
        conditions = 0;
        exchange = Exchange(Field(row, exchangeColumn));
        if (conditionsColumn >= 0 && !TryFlags("conditions", row, conditionsColumn, Field(row, conditionsColumn), out conditions)) return false;
        return suspiciousColumn < 0 || TrySwitch("suspicious", Field(row, suspiciousColumn), out suspicious);
    }

    private bool TryTime(RowReader row, out EventTime time)
    {
        var text = Field(row, timeColumn);
        if (dateColumn >= 0 && ClockText.LooksLikeClock(text))
        {
            var day = Field(row, dateColumn);
            return times.TryParse(day, text, out time)
                || Refuse("date and time", [.. day, (byte)' ', .. text], "are no time: expected yyyy-MM-dd and HH:mm:ss within the years 1678 to 2261");
        }

        return times.TryParse(text, out time)
            || Refuse("time", text, "is no time: expected ISO 8601 or a count since 1970, between 1677-09-21 and 2262-04-11");
    }

    private bool TryKind(ReadOnlySpan<byte> text, out Kind kind)
    {
        kind = Kind.Trade;
        if (Ascii.EqualsIgnoreCase(text, "trade"u8)) return true;
        kind = Kind.Quote;
        if (Ascii.EqualsIgnoreCase(text, "quote"u8)) return true;
        kind = Kind.Status;
        return Ascii.EqualsIgnoreCase(text, "status"u8) || Refuse("kind", text, "is none of trade, quote, status");
    }

    private bool IsRightCount(RowReader row)
    {
        // A delimiter at the end of the line is a habit of some writers and adds nothing.
        if (row.FieldCount == columnCount + 1 && row.FieldCount <= RowReader.MaxFields && row[columnCount].Length == 0) return true;
        return Refuse($"the row has {row.FieldCount} fields where the header has {columnCount}");
    }

    private static bool TryState(ReadOnlySpan<byte> text, out TradingState state)
    {
        foreach (var (name, named) in States)
        {
            state = named;
            if (Ascii.EqualsIgnoreCase(text, name)) return true;
        }

        state = TradingState.Unknown;
        return false;
    }

    private static bool Has(RowReader row, int column) => column >= 0 && row[column].Length > 0;

    /// <summary>A field without the spaces around it; nothing when the file has no such column.</summary>
    private static ReadOnlySpan<byte> Field(RowReader row, int column)
    {
        if (column < 0) return default;
        var text = row[column];
        return text.Length > 0 && (text[0] <= ' ' || text[^1] <= ' ') ? text.Trim(" \t"u8) : text;
    }
}
