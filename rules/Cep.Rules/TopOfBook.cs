namespace Cep.Rules;

/// <summary>The latest bid and the latest ask of a symbol; 0 while a side is unknown.</summary>
internal readonly record struct TopOfBook(double Bid, double Ask)
{
    /// <summary>Before the first quote.</summary>
    public static TopOfBook Unknown => default;

    public bool HasBothSides => Bid != 0 && Ask != 0;

    /// <summary>Both sides are known, and the bid is below the ask: the book is neither locked nor crossed.</summary>
    public bool IsOpen => HasBothSides && Bid < Ask;

    /// <summary>Ask less bid, as decimals: 12.02 − 12.01 is 0.01, and as doubles it is less.</summary>
    public double Spread => (double)((decimal)Ask - (decimal)Bid);

    /// <summary>After a further quote; a side that it does not have stays.</summary>
    public TopOfBook Then(in Quote quote) => new(quote.HasBid ? quote.BidPrice : Bid, quote.HasAsk ? quote.AskPrice : Ask);

    /// <summary>
    /// A trade against this book. Computed in decimals, because prices are decimals: half of 12.01 + 12.02 is 12.015, and as
    /// doubles a trade at just that price could come out beside the mid and get another side.
    /// </summary>
    public EffectiveSpread Price(in TickedPrint print)
    {
        var mid = ((decimal)Bid + (decimal)Ask) / 2;
        var price = (decimal)print.Price;
        var side = price > mid ? TradeSide.Buy : price < mid ? TradeSide.Sell : print.Tick;
        return new EffectiveSpread(print.Price, print.Size, Bid, Ask, (double)mid, (double)(2 * Math.Abs(price - mid)), side);
    }
}
