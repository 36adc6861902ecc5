namespace Cep.Simulation;

/// <summary>What flows through drawn queries. One type for all, so that any operator can follow any other.</summary>
internal readonly record struct Row(double X, double Y)
{
    public static Row Of(Trade trade) => new(trade.Price, trade.Size);

    public static Row Of(Quote quote) => new(quote.BidPrice, quote.AskPrice);

    public static Row Of(MarketStatus status) => new((int)status.State, status.Exchange == '\0' ? 0 : 1);
}
