namespace Cep;

/// <summary>A print: shares changed hands at a price.</summary>
/// <param name="Time">When the trade happened.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Price">Price of one share in the currency of the instrument; finite.</param>
/// <param name="Size">Shares or units; not negative. A <see cref="double"/> is exact for whole numbers up to 2^53.</param>
/// <param name="Conditions">Sale conditions, as flags.</param>
/// <param name="Exchange">The code of the venue, or <c>'\0'</c> when unknown.</param>
/// <param name="Suspicious">The source marks the print as doubtful.</param>
public readonly record struct Trade(
    EventTime Time,
    Symbol Symbol,
    double Price,
    double Size,
    TradeConditions Conditions = TradeConditions.None,
    char Exchange = '\0',
    bool Suspicious = false) : IEvent
{
    /// <summary>Price times size, in the currency of the instrument.</summary>
    public double Notional => Price * Size;
}
