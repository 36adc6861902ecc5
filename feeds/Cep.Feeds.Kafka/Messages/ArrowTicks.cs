using System.Runtime.CompilerServices;

namespace Cep.Feeds.Kafka;

/// <summary>Reads the rows of an Arrow message: whole columns at once while all is well, row by row where something is bad.</summary>
internal sealed class ArrowTicks
{
    private readonly SymbolNames symbols;
    private readonly ArrowDictionaries dictionaries;
    private readonly ArrowLoader loader;
    private readonly TickColumns columns = new();
    private ArrowSchema? schema;

    public ArrowTicks(SymbolNames symbols)
    {
        this.symbols = symbols;
        dictionaries = new ArrowDictionaries(symbols);
        loader = new ArrowLoader(dictionaries, symbols);
    }

    /// <summary>Reads the record batch of a message.</summary>
    /// <param name="message">An Arrow IPC stream with one record batch.</param>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="InvalidDataException">It can't be read; the message says why.</exception>
    public int Read(ReadOnlySpan<byte> message)
    {
        var stream = new ArrowStream(message);
        if (!stream.Next() || stream.Part != ArrowPart.Schema) throw new InvalidDataException("the Arrow stream does not begin with its schema");
        if (schema is null || !schema.IsSame(stream.Metadata)) schema = new ArrowSchema(stream.Metadata, stream.Header);
        dictionaries.Begin(schema);
        var rows = -1;
        while (stream.Next())
        {
            if (stream.Part == ArrowPart.Dictionary) dictionaries.Take(stream.Header, stream.Metadata, stream.Body);
            else if (stream.Part != ArrowPart.Rows) throw new InvalidDataException($"the Arrow stream has a part of kind {(int)stream.Part}; expected dictionaries and one record batch");
            else if (rows >= 0) throw new InvalidDataException("the Arrow stream has several record batches; send one in each message");
            else rows = Load(new ArrowBuffers(stream.Header, stream.Body), schema);
        }

        return rows >= 0 ? rows : throw new InvalidDataException("the Arrow stream has no record batch");
    }

    /// <summary>Whether all rows are events of one kind, so that they can be appended at once.</summary>
    public bool IsClean(int rows)
    {
        if (columns.HasBadConditions || schema!.Kind == TickKind.None) return false;
        if (columns.Times.AsSpan(0, rows).ContainsAny(long.MinValue, long.MaxValue)) return false;
        if (columns.Symbols.AsSpan(0, rows).Contains(TickDraft.BadSymbol)) return false;
        if (columns.Exchanges.AsSpan(0, rows).Contains(TickDraft.BadExchange)) return false;
        return schema.Kind switch
        {
            TickKind.Trade => AreFinite(TickField.Price, rows) && AreSizes(TickField.Size, rows),
            TickKind.Quote => AreFinite(TickField.BidPrice, rows) && AreFinite(TickField.AskPrice, rows) && AreSizes(TickField.BidSize, rows) && AreSizes(TickField.AskSize, rows),
            _ => false,
        };
    }

    /// <summary>A row on its own.</summary>
    public TickDraft DraftAt(int row) => columns.DraftAt(row, schema!.Fields);

    /// <summary>Appends all rows, which are clean.</summary>
    public void AppendTo(EventBatch batch, int rows, long offset)
    {
        if (schema!.Kind == TickKind.Trade) AppendTrades(batch, rows, offset);
        else AppendQuotes(batch, rows, offset);
    }

    private int Load(ArrowBuffers buffers, ArrowSchema schema)
    {
        columns.Begin(buffers.Rows, schema);
        foreach (var column in schema.Columns) loader.Load(column, buffers, columns);
        return buffers.Rows;
    }

    private void AppendTrades(EventBatch batch, int rows, long offset)
    {
        var column = batch.Of<Trade>();
        var first = batch.Extend<Trade>(rows, offset, 0);
        var times = columns.Times.AsSpan(0, rows);
        var ids = columns.Symbols.AsSpan(0, rows);
        times.CopyTo(column.Times[first..]);
        ids.CopyTo(column.Keys[first..]);
        var prices = columns.NumbersOf(TickField.Price).AsSpan(0, rows);
        var sizes = columns.NumbersOf(TickField.Size).AsSpan(0, rows);
        var conditions = columns.Conditions.AsSpan(0, rows);
        var exchanges = columns.Exchanges.AsSpan(0, rows);
        var suspicious = columns.Suspicious.AsSpan(0, rows);
        var trades = column.Values[first..];
        for (var i = 0; i < trades.Length; i++)
        {
            trades[i] = new Trade(
                new EventTime(times[i]), Unsafe.BitCast<int, Symbol>(ids[i]), prices[i], sizes[i], (TradeConditions)conditions[i], exchanges[i], suspicious[i]);
        }
    }

    private void AppendQuotes(EventBatch batch, int rows, long offset)
    {
        var column = batch.Of<Quote>();
        var first = batch.Extend<Quote>(rows, offset, 0);
        columns.Times.AsSpan(0, rows).CopyTo(column.Times[first..]);
        columns.Symbols.AsSpan(0, rows).CopyTo(column.Keys[first..]);
        var numbers = columns.Numbers;
        var quotes = column.Values[first..];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new Quote(
                new EventTime(columns.Times[i]), Unsafe.BitCast<int, Symbol>(columns.Symbols[i]), numbers[2][i], numbers[3][i], numbers[4][i], numbers[5][i],
                columns.Conditions[i], columns.Exchanges[i], columns.Suspicious[i]);
        }
    }

    private bool AreFinite(TickField field, int rows)
    {
        // A sum is finite only when all are, but for an overflow, which the careful way sorts out.
        var sum = 0.0;
        foreach (var value in columns.NumbersOf(field).AsSpan(0, rows)) sum += value;
        return double.IsFinite(sum);
    }

    private bool AreSizes(TickField field, int rows)
    {
        var good = true;
        foreach (var value in columns.NumbersOf(field).AsSpan(0, rows)) good &= value is >= 0 and <= double.MaxValue;
        return good;
    }
}
