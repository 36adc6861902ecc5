namespace Cep.Rules;

/// <summary>Which prints set the last price. Shapes of price are looked for among these alone.</summary>
internal static class LastPrice
{
    /// <summary>
    /// Odd lots may print through the market, late reports and average prices tell of another time, and out of hours a single
    /// thin order moves the price: none of them says what the market thinks now.
    /// </summary>
    private const TradeConditions Elsewhere =
        TradeConditions.OddLot | TradeConditions.SoldLast | TradeConditions.AveragePrice | TradeConditions.ExtendedHours;

    /// <summary>The print is of regular trading, of now, of a round lot at least, and not marked as doubtful.</summary>
    public static bool IsSetBy(in Trade trade) => !trade.Suspicious && (trade.Conditions & Elsewhere) == TradeConditions.None;
}
