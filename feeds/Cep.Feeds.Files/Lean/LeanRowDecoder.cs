namespace Cep.Feeds.Files;

/// <summary>Rows of a LEAN tick file: milliseconds since midnight in New York, prices in 1/10,000 of a dollar.</summary>
internal sealed class LeanRowDecoder(NewYorkDay day, Symbol symbol, bool trades) : RowDecoder
{
    private const int TradeFields = 6;
    private const int QuoteFields = 8;
    private const int PriceScale = 4;
    private const long NanosPerMillisecond = 1_000_000;
    private const long NanosPerDay = 86_400_000 * NanosPerMillisecond;

    public override bool Decode(RowReader row, EventBatch batch)
    {
        var expected = trades ? TradeFields : QuoteFields;
        if (row.FieldCount != expected) return Refuse($"the row has {row.FieldCount} fields where a LEAN {(trades ? "trade" : "quote")} has {expected}");
        var clock = row[0];
        if (!EpochText.TryParse(clock, NanosPerMillisecond, out var clockNanos) || clockNanos is < 0 or >= NanosPerDay)
        {
            return Refuse("time", clock, "is not a number of milliseconds since midnight, 0 to 86,399,999");
        }

        var time = day.At(clockNanos);
        var decoded = trades ? DecodeTrade(row, batch, time) : DecodeQuote(row, batch, time);
        if (decoded) LastTime = time;
        return decoded;
    }

    private bool DecodeTrade(RowReader row, EventBatch batch, EventTime time)
    {
        if (!TryPrice("price", row, 1, out var price, PriceScale)) return false;
        if (!TrySize("size", row, 2, out var size)) return false;
        if (!TryFlags("conditions", row, 4, row[4], out var conditions)) return false;
        if (!TrySwitch("suspicious", row[5], out var suspicious)) return false;
        batch.Add(new Trade(time, symbol, price, size, (TradeConditions)conditions, Exchange(row[3]), suspicious), row.Line);
        return true;
    }

    private bool DecodeQuote(RowReader row, EventBatch batch, EventTime time)
    {
        if (!TryPrice("bid_price", row, 1, out var bidPrice, PriceScale)) return false;
        if (!TrySize("bid_size", row, 2, out var bidSize)) return false;
        if (!TryPrice("ask_price", row, 3, out var askPrice, PriceScale)) return false;
        if (!TrySize("ask_size", row, 4, out var askSize)) return false;
        if (!TryFlags("conditions", row, 6, row[6], out var conditions)) return false;
        if (!TrySwitch("suspicious", row[7], out var suspicious)) return false;

        // A side that did not change is written with a zero in its price, its size or both.
        if (bidPrice == 0 || bidSize == 0) (bidPrice, bidSize) = (0, 0);
        if (askPrice == 0 || askSize == 0) (askPrice, askSize) = (0, 0);
        batch.Add(new Quote(time, symbol, bidPrice, bidSize, askPrice, askSize, conditions, Exchange(row[5]), suspicious), row.Line);
        return true;
    }
}
