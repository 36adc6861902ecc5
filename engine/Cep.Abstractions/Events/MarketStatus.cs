namespace Cep;

/// <summary>The state of trading of an instrument changed.</summary>
/// <param name="Time">When the new state began.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="State">The new state.</param>
/// <param name="Exchange">The code of the venue, or <c>'\0'</c> when it holds for all.</param>
public readonly record struct MarketStatus(EventTime Time, Symbol Symbol, TradingState State, char Exchange = '\0') : IEvent;
