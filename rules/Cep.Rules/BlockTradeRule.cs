namespace Cep.Rules;

/// <summary>A print large enough that the desk acts on it: at least so many shares, or at least so much money.</summary>
[Rule("block-trade", Summary = "A print of at least minSize shares or at least minNotional in money, with what to do about it.")]
public sealed class BlockTradeRule : Rule<Trade, BlockTrade>
{
    /// <summary>Shares from which a print is a block, whatever its price. At least 1.</summary>
    [Parameter("Shares from which a print is a block, whatever its price.", Min = 1)]
    public double MinSize { get; init; } = 10_000;

    /// <summary>Price times size from which a print is a block, in the currency of the instrument. At least 0.01.</summary>
    [Parameter("Price times size from which a print is a block, whatever its size; US dollars for US shares.", Min = 0.01)]
    public double MinNotional { get; init; } = 200_000;

    /// <inheritdoc/>
    public override IObservable<BlockTrade> Query(EventStream<Trade> trades) =>
        from trade in trades
        where trade.Size >= MinSize || trade.Notional >= MinNotional
        select new BlockTrade(
            trade.Suspicious ? BlockTradeAction.Verify : BlockTradeAction.Review,
            trade.Price,
            trade.Size,
            trade.Notional,
            trade.Exchange == '\0' ? null : trade.Exchange);
}

/// <summary>Act on a large print.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Price">Price of one share.</param>
/// <param name="Size">Shares.</param>
/// <param name="Notional">Price times size.</param>
/// <param name="Exchange">The code of the venue; null when the source does not tell.</param>
public readonly record struct BlockTrade(BlockTradeAction Action, double Price, double Size, double Notional, char? Exchange);

/// <summary>What to do about a block trade.</summary>
public enum BlockTradeAction
{
    /// <summary>Look at it.</summary>
    Review,

    /// <summary>The source marks the print as doubtful: make sure it happened before acting on it.</summary>
    Verify,
}
