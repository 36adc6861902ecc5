namespace Cep.Feeds.Files;

/// <summary>What all tick writers share: events of all columns in the order of their sequences, and no event that was not declared.</summary>
/// <param name="kinds">The kinds of ticks that may come.</param>
/// <param name="path">The file or whatever else is written, for messages.</param>
/// <remarks>Used by one thread at a time.</remarks>
public abstract class TickWriter(TickKinds kinds, string path) : ITickWriter
{
    /// <summary>The kinds of ticks that may come.</summary>
    protected TickKinds Kinds { get; } = kinds;

    /// <summary>What is written, for messages.</summary>
    protected string OutputPath { get; } = path;

    /// <inheritdoc/>
    public void Write(EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Check(batch);
        var trades = batch.Of<Trade>();
        var quotes = batch.Of<Quote>();
        var statuses = batch.Of<MarketStatus>();
        int trade = 0, quote = 0, status = 0;
        for (var left = batch.Count; left > 0; left--)
        {
            var nextTrade = SequenceAt(trades, trade);
            var nextQuote = SequenceAt(quotes, quote);
            var nextStatus = SequenceAt(statuses, status);
            if (nextTrade < nextQuote && nextTrade < nextStatus) Write(in trades.Values[trade++]);
            else if (nextQuote < nextStatus) Write(in quotes.Values[quote++]);
            else Write(in statuses.Values[status++]);
        }
    }

    /// <inheritdoc/>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Writes a trade.</summary>
    protected abstract void Write(in Trade trade);

    /// <summary>Writes a quote.</summary>
    protected abstract void Write(in Quote quote);

    /// <summary>Writes a status.</summary>
    protected abstract void Write(in MarketStatus status);

    private static long SequenceAt(Column column, int row) => row < column.Count ? column.Sequences[row] : long.MaxValue;

    private void Check(EventBatch batch)
    {
        foreach (var column in batch.Columns)
        {
            if (column.Count == 0) continue;
            var kind = KindOf(column.EventType);
            if (kind == TickKinds.None)
            {
                throw new UnwritableEventException($"{OutputPath}: tick files hold trades, quotes and statuses; {column.EventType.Name} is none of them. Write it with a sink of your own.");
            }

            if (!Kinds.HasFlag(kind))
            {
                throw new UnwritableEventException($"{OutputPath}: a {column.EventType.Name} came, but the file was declared to hold {Kinds} only. Declare {kind} as well.");
            }
        }
    }

    private static TickKinds KindOf(Type type) =>
        type == typeof(Trade) ? TickKinds.Trades
        : type == typeof(Quote) ? TickKinds.Quotes
        : type == typeof(MarketStatus) ? TickKinds.Statuses
        : TickKinds.None;
}
