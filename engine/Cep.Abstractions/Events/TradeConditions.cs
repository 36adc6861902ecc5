namespace Cep;

/// <summary>
/// Sale conditions of a print. The bits are those of the tick files published with QuantConnect LEAN; a feed with other
/// codes maps them to these. Bits without a name here are kept as they came.
/// </summary>
[Flags]
#pragma warning disable CA1028 // The source's flags take all 32 bits, the highest among them.
public enum TradeConditions : uint
#pragma warning restore CA1028
{
    /// <summary>A regular print.</summary>
    None = 0,

    /// <summary>Regular sale, said explicitly.</summary>
    Regular = 0x1,

    /// <summary>Intermarket sweep order.</summary>
    IntermarketSweep = 0x20,

    /// <summary>Opening print.</summary>
    Opening = 0x40,

    /// <summary>Closing print.</summary>
    Closing = 0x80,

    /// <summary>Sold last, or reported late.</summary>
    SoldLast = 0x800,

    /// <summary>Before or after the regular hours.</summary>
    ExtendedHours = 0x2000,

    /// <summary>Average price of several executions.</summary>
    AveragePrice = 0x100000,

    /// <summary>Exempt from the trade-through rule.</summary>
    TradeThroughExempt = 0x20000000,

    /// <summary>Fewer shares than a round lot.</summary>
    OddLot = 0x80000000,
}
