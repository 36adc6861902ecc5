namespace Cep;

/// <summary>A day on which the market trades, with its four marks in event time. Phases are half-open: a mark belongs to the phase that it begins.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
/// <param name="Date">The date in the market's time zone.</param>
/// <param name="PremarketOpen">The beginning of the premarket; the opening itself when there is none.</param>
/// <param name="Open">The opening of regular trading.</param>
/// <param name="Close">The close of regular trading, which does not belong to it.</param>
/// <param name="PostmarketClose">The end of the postmarket; the close itself when there is none.</param>
public readonly record struct TradingDay(DateOnly Date, EventTime PremarketOpen, EventTime Open, EventTime Close, EventTime PostmarketClose)
{
    /// <summary>Regular trading ends earlier than on other days of the week.</summary>
    public bool IsEarlyClose { get; init; }

    /// <summary>Regular trading begins later than on other days of the week.</summary>
    public bool IsLateOpen { get; init; }

    /// <summary>The phase at a time; <see cref="TradingPhases.None"/> before and after this day's trading.</summary>
    public TradingPhases PhaseAt(EventTime time)
    {
        if (time < PremarketOpen || time >= PostmarketClose) return TradingPhases.None;
        if (time < Open) return TradingPhases.Premarket;
        return time < Close ? TradingPhases.Regular : TradingPhases.Postmarket;
    }
}
