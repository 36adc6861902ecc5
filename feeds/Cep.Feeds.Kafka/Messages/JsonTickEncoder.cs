using System.Buffers;
using System.Text.Json;

namespace Cep.Feeds.Kafka;

/// <summary>Writes events as JSON: one as an object, several as an array. What is not known or not set is left out.</summary>
internal sealed class JsonTickEncoder
{
    private static readonly string[] States = [.. Enum.GetNames<TradingState>()];
    private readonly ArrayBufferWriter<byte> buffer = new();

    public byte[] Encode(EventBatch batch)
    {
        using var json = Begin();
        var isArray = batch.Count > 1;
        if (isArray) json.WriteStartArray();
        var rows = new TickRows(batch);
        while (rows.Next())
        {
            json.WriteStartObject();
            if (rows.Kind == TickKind.Trade) Write(json, in rows.Trade);
            else if (rows.Kind == TickKind.Quote) Write(json, in rows.Quote);
            else Write(json, in rows.Status);
            json.WriteEndObject();
        }

        if (isArray) json.WriteEndArray();
        return End(json);
    }

    public byte[] EncodeHeartbeat(EventTime time)
    {
        using var json = Begin();
        json.WriteStartObject();
        json.WriteString("kind"u8, "heartbeat"u8);
        json.WriteString("time"u8, time.ToString());
        json.WriteEndObject();
        return End(json);
    }

    private Utf8JsonWriter Begin()
    {
        buffer.ResetWrittenCount();
        return new Utf8JsonWriter(buffer, DerivedJson.WriterOptions with { SkipValidation = true });
    }

    private byte[] End(Utf8JsonWriter json)
    {
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, in Trade trade)
    {
        WriteStamp(json, "trade"u8, trade.Time, trade.Symbol);
        json.WriteNumber("price"u8, trade.Price);
        json.WriteNumber("size"u8, trade.Size);
        WriteMarks(json, (uint)trade.Conditions, trade.Exchange, trade.Suspicious);
    }

    private static void Write(Utf8JsonWriter json, in Quote quote)
    {
        WriteStamp(json, "quote"u8, quote.Time, quote.Symbol);
        json.WriteNumber("bid_price"u8, quote.BidPrice);
        json.WriteNumber("bid_size"u8, quote.BidSize);
        json.WriteNumber("ask_price"u8, quote.AskPrice);
        json.WriteNumber("ask_size"u8, quote.AskSize);
        WriteMarks(json, quote.Conditions, quote.Exchange, quote.Suspicious);
    }

    private static void Write(Utf8JsonWriter json, in MarketStatus status)
    {
        WriteStamp(json, "status"u8, status.Time, status.Symbol);
        json.WriteString("state"u8, States[(int)status.State]);
        WriteMarks(json, 0, status.Exchange, false);
    }

    private static void WriteStamp(Utf8JsonWriter json, ReadOnlySpan<byte> kind, EventTime time, Symbol symbol)
    {
        json.WriteString("kind"u8, kind);
        json.WriteString("time"u8, time.ToString());
        json.WriteString("symbol"u8, symbol.Name);
    }

    private static void WriteMarks(Utf8JsonWriter json, uint conditions, char exchange, bool suspicious)
    {
        if (conditions != 0) json.WriteNumber("conditions"u8, conditions);
        if (exchange != '\0') json.WriteString("exchange"u8, new ReadOnlySpan<char>(in exchange));
        if (suspicious) json.WriteBoolean("suspicious"u8, true);
    }
}
