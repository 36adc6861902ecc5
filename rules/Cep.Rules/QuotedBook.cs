namespace Cep.Rules;

/// <summary>The latest bid and ask of a symbol with their sizes; 0 while unknown.</summary>
/// <param name="Prices">The prices.</param>
/// <param name="BidSize">Shares at the bid.</param>
/// <param name="AskSize">Shares at the ask.</param>
/// <param name="IsChanged">The latest quote changed a price or a size. Feeds of both sides say a side again that stays as it was.</param>
internal readonly record struct QuotedBook(TopOfBook Prices, double BidSize, double AskSize, bool IsChanged)
{
    /// <summary>Before the first quote.</summary>
    public static QuotedBook Unknown => default;

    /// <summary>After a further quote; what it does not tell stays.</summary>
    public QuotedBook Then(in Quote quote)
    {
        var prices = Prices.Then(quote);
        var bidSize = quote.HasBid && quote.BidSize != 0 ? quote.BidSize : BidSize;
        var askSize = quote.HasAsk && quote.AskSize != 0 ? quote.AskSize : AskSize;
        return new QuotedBook(prices, bidSize, askSize, prices != Prices || bidSize != BidSize || askSize != AskSize);
    }
}
