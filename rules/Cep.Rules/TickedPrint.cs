namespace Cep.Rules;

/// <summary>The latest trade of a symbol and its side by the tick rule: buy above the last different price, sell below it.</summary>
internal readonly record struct TickedPrint(double Price, double Size, TradeSide Tick, bool IsKnown, EventTime Time)
{
    /// <summary>Before the first trade.</summary>
    public static TickedPrint None => default;

    /// <summary>After a further trade; one of the same price has the side of the one before it.</summary>
    public TickedPrint Then(in Trade trade)
    {
        var tick = !IsKnown ? TradeSide.Unknown : trade.Price > Price ? TradeSide.Buy : trade.Price < Price ? TradeSide.Sell : Tick;
        return new TickedPrint(trade.Price, trade.Size, tick, true, trade.Time);
    }
}
