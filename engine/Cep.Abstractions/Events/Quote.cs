namespace Cep;

/// <summary>A change of the best bid, the best ask, or both, at one venue.</summary>
/// <remarks>A side whose price is 0 is not part of the update and stays as it was; see <see cref="HasBid"/> and <see cref="HasAsk"/>.</remarks>
/// <param name="Time">When the quote was made.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="BidPrice">Best bid, or 0 when the bid did not change.</param>
/// <param name="BidSize">Shares at the bid; 0 when unknown or unchanged.</param>
/// <param name="AskPrice">Best ask, or 0 when the ask did not change.</param>
/// <param name="AskSize">Shares at the ask; 0 when unknown or unchanged.</param>
/// <param name="Conditions">Quote condition code of the source, 0 when none.</param>
/// <param name="Exchange">The code of the venue, or <c>'\0'</c> when unknown.</param>
/// <param name="Suspicious">The source marks the quote as doubtful.</param>
public readonly record struct Quote(
    EventTime Time,
    Symbol Symbol,
    double BidPrice,
    double BidSize,
    double AskPrice,
    double AskSize,
    uint Conditions = 0,
    char Exchange = '\0',
    bool Suspicious = false) : IEvent
{
    /// <summary>The update sets the bid.</summary>
    public bool HasBid => BidPrice != 0;

    /// <summary>The update sets the ask.</summary>
    public bool HasAsk => AskPrice != 0;
}
