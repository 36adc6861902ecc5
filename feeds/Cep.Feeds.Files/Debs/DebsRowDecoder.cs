namespace Cep.Feeds.Files;

/// <summary>Rows of a DEBS 2022 file: those of type E or I with a last price are trades, the others are skipped.</summary>
internal sealed class DebsRowDecoder(DebsColumns columns) : RowDecoder
{
    private readonly TimeText times = new(null);

    public override bool Decode(RowReader row, EventBatch batch)
    {
        if (row.FieldCount <= columns.SecType) return Refuse("SecType is missing");
        if (row[columns.SecType] is not [(byte)'E' or (byte)'I']) return Skip(batch);

        // Rows end in one comma more than the header.
        if (row.FieldCount != columns.Count && !(row.FieldCount == columns.Count + 1 && row[columns.Count].Length == 0))
        {
            return Refuse($"the row has {row.FieldCount} fields where the header has {columns.Count}");
        }

        if (row[columns.Last].Length == 0) return Skip(batch);
        if (!TryPrice("Last", row, columns.Last, out var price)) return false;
        return price == 0 ? Skip(batch) : DecodeTrade(row, batch, price);
    }

    private bool DecodeTrade(RowReader row, EventBatch batch, double price)
    {
        if (!TrySymbol(row, columns.Id, out var symbol)) return false;
        double size = 0;
        if (row[columns.LastVolume].Length > 0 && !TrySize("Last volume", row, columns.LastVolume, out size)) return false;
        var day = Either(row, columns.TradingDate, columns.Date);
        var clock = Either(row, columns.TradingTime, columns.Time);
        if (!times.TryParse(day, clock, out var time))
        {
            return Refuse("Trading date and time", [.. day, (byte)' ', .. clock], "are no time: expected dd-MM-yyyy and HH:mm:ss.SSS within the years 1678 to 2261");
        }

        batch.Add(new Trade(time, symbol, price, size), row.Line);
        LastTime = time;
        return true;
    }

    private static ReadOnlySpan<byte> Either(RowReader row, int column, int otherwise) =>
        row[column].Length > 0 ? row[column] : row[otherwise];

    private static bool Skip(EventBatch batch)
    {
        batch.SkippedRows++;
        return true;
    }
}
