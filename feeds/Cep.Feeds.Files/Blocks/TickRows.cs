using System.Runtime.CompilerServices;

namespace Cep.Feeds.Files;

/// <summary>Turns rows of a block into events: whole columns at once while all is well, row by row where something is bad.</summary>
/// <remarks>A run may be shorter than the runtime takes to notice its hot loops; those are optimised from the first call.</remarks>
internal static class TickRows
{
    /// <summary>Appends rows of a block to a batch; a row that is no event becomes a dead letter.</summary>
    public static void Append(EventBatch batch, TickBlock block, TickBlockSource source, int start, int count)
    {
        if (source.Layout.IsMixed || !IsClean(block, source.Layout.Kinds, start, count))
        {
            for (var row = start; row < start + count; row++) AppendRow(batch, block, source, row);
            return;
        }

        switch (source.Layout.Kinds)
        {
            case TickKinds.Trades: FillTrades(batch, block, start, count); break;
            case TickKinds.Quotes: FillQuotes(batch, block, start, count); break;
            default: FillStatuses(batch, block, start, count); break;
        }
    }

    private static bool IsClean(TickBlock block, TickKinds kinds, int start, int count) =>
        !block.NeedsCare
        && TickScan.AreTimes(block.Time.Values.Slice(start, count))
        && TickScan.AreSymbols(block.Symbol.Values.Slice(start, count))
        && !block.Exchange.Values.Slice(start, count).Contains(TickBlock.BadExchange)
        && kinds switch
        {
            TickKinds.Trades => TickScan.AreFinite(block.Price.Values.Slice(start, count))
                && TickScan.AreSizes(block.Size.Values.Slice(start, count)),
            TickKinds.Quotes => TickScan.AreFinite(block.BidPrice.Values.Slice(start, count))
                && TickScan.AreFinite(block.AskPrice.Values.Slice(start, count))
                && TickScan.AreSizes(block.BidSize.Values.Slice(start, count))
                && TickScan.AreSizes(block.AskSize.Values.Slice(start, count)),
            _ => !block.State.Values.Slice(start, count).Contains(TickBlock.BadCode),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillTrades(EventBatch batch, TickBlock block, int start, int count)
    {
        var column = batch.Of<Trade>();
        var first = batch.Extend<Trade>(count, block.FirstPosition + start);
        var times = block.Time.Values.Slice(start, count);
        var ids = block.Symbol.Values.Slice(start, count);
        times.CopyTo(column.Times[first..]);
        ids.CopyTo(column.Keys[first..]);
        var prices = block.Price.Values.Slice(start, count);
        var sizes = block.Size.Values.Slice(start, count);
        var conditions = block.Conditions.Values.Slice(start, count);
        var exchanges = block.Exchange.Values.Slice(start, count);
        var suspicious = block.Suspicious.Values.Slice(start, count);
        var rows = EventRows.Of(column.Values.Slice(first, count));
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            row.Time = times[i];
            row.Symbol = ids[i];
            row.Price = prices[i];
            row.Size = sizes[i];
            row.Conditions = conditions[i];
            row.Exchange = exchanges[i];
            row.Suspicious = suspicious[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillQuotes(EventBatch batch, TickBlock block, int start, int count)
    {
        var column = batch.Of<Quote>();
        var first = batch.Extend<Quote>(count, block.FirstPosition + start);
        var times = block.Time.Values.Slice(start, count);
        var ids = block.Symbol.Values.Slice(start, count);
        times.CopyTo(column.Times[first..]);
        ids.CopyTo(column.Keys[first..]);
        var bidPrices = block.BidPrice.Values.Slice(start, count);
        var bidSizes = block.BidSize.Values.Slice(start, count);
        var askPrices = block.AskPrice.Values.Slice(start, count);
        var askSizes = block.AskSize.Values.Slice(start, count);
        var conditions = block.Conditions.Values.Slice(start, count);
        var exchanges = block.Exchange.Values.Slice(start, count);
        var suspicious = block.Suspicious.Values.Slice(start, count);
        var rows = EventRows.Of(column.Values.Slice(first, count));
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            row.Time = times[i];
            row.Symbol = ids[i];
            row.BidPrice = bidPrices[i];
            row.BidSize = bidSizes[i];
            row.AskPrice = askPrices[i];
            row.AskSize = askSizes[i];
            row.Conditions = conditions[i];
            row.Exchange = exchanges[i];
            row.Suspicious = suspicious[i];
        }
    }

    private static void FillStatuses(EventBatch batch, TickBlock block, int start, int count)
    {
        var column = batch.Of<MarketStatus>();
        var first = batch.Extend<MarketStatus>(count, block.FirstPosition + start);
        block.Time.Values.Slice(start, count).CopyTo(column.Times[first..]);
        block.Symbol.Values.Slice(start, count).CopyTo(column.Keys[first..]);
        var statuses = column.Values.Slice(first, count);
        for (var i = 0; i < statuses.Length; i++) statuses[i] = StatusAt(block, start + i);
    }

    private static void AppendRow(EventBatch batch, TickBlock block, TickBlockSource source, int row)
    {
        var layout = source.Layout;
        var kind = layout.IsMixed ? KindAt(block, row) & layout.Kinds : layout.Kinds;
        var fault = kind switch
        {
            TickKinds.Trades => TickFault.OfTrade(block, row),
            TickKinds.Quotes => TickFault.OfQuote(block, row),
            TickKinds.Statuses => TickFault.OfStatus(block, row),
            _ => TickFault.OfKind(block, row),
        };
        var position = block.FirstPosition + row;
        if (fault is not null)
        {
            var raw = block.Describe(row);
            if (raw.Length > DeadLetter.MaxRawLength) raw = raw[..DeadLetter.MaxRawLength];
            batch.AddDeadLetter(new DeadLetter(DeadLetterReason.Malformed, source.Name, position, fault, raw));
        }
        else if (kind == TickKinds.Trades) batch.Add(TradeAt(block, row), position);
        else if (kind == TickKinds.Quotes) batch.Add(QuoteAt(block, row), position);
        else batch.Add(StatusAt(block, row), position);
    }

    private static TickKinds KindAt(TickBlock block, int row) =>
        block.Kind.Values[row] is var code && code == TickBlock.BadCode ? TickKinds.None : (TickKinds)code;

    private static Trade TradeAt(TickBlock block, int row) => new(
        new EventTime(block.Time.Values[row]),
        SymbolOf(block.Symbol.Values[row]),
        block.Price.Values[row],
        block.Size.Values[row],
        (TradeConditions)block.Conditions.Values[row],
        block.Exchange.Values[row],
        block.Suspicious.Values[row]);

    private static Quote QuoteAt(TickBlock block, int row) => new(
        new EventTime(block.Time.Values[row]),
        SymbolOf(block.Symbol.Values[row]),
        block.BidPrice.Values[row],
        block.BidSize.Values[row],
        block.AskPrice.Values[row],
        block.AskSize.Values[row],
        block.Conditions.Values[row],
        block.Exchange.Values[row],
        block.Suspicious.Values[row]);

    private static MarketStatus StatusAt(TickBlock block, int row) => new(
        new EventTime(block.Time.Values[row]),
        SymbolOf(block.Symbol.Values[row]),
        (TradingState)block.State.Values[row],
        block.Exchange.Values[row]);

    /// <summary>The symbol of a number that came from a symbol; <see cref="Symbol.FromId"/> would check it again for every row.</summary>
    private static Symbol SymbolOf(int id) => Unsafe.BitCast<int, Symbol>(id);
}
