namespace Cep.Feeds.Kafka;

/// <summary>Walks through the trades, quotes and statuses of a batch in their order.</summary>
internal ref struct TickRows(EventBatch batch)
{
    private readonly Column<Trade> trades = batch.Of<Trade>();
    private readonly Column<Quote> quotes = batch.Of<Quote>();
    private readonly Column<MarketStatus> statuses = batch.Of<MarketStatus>();
    private int trade;
    private int quote;
    private int status;

    public TickKind Kind { get; private set; }

    public readonly ref readonly Trade Trade => ref trades.Values[trade - 1];

    public readonly ref readonly Quote Quote => ref quotes.Values[quote - 1];

    public readonly ref readonly MarketStatus Status => ref statuses.Values[status - 1];

    public bool Next()
    {
        var nextTrade = SequenceAt(trades, trade);
        var nextQuote = SequenceAt(quotes, quote);
        var nextStatus = SequenceAt(statuses, status);
        var next = Math.Min(nextTrade, Math.Min(nextQuote, nextStatus));
        if (next == long.MaxValue) return false;
        if (next == nextTrade) (Kind, trade) = (TickKind.Trade, trade + 1);
        else if (next == nextQuote) (Kind, quote) = (TickKind.Quote, quote + 1);
        else (Kind, status) = (TickKind.Status, status + 1);
        return true;
    }

    private static long SequenceAt(Column column, int row) => row < column.Count ? column.Sequences[row] : long.MaxValue;
}
