namespace Cep;

/// <summary>
/// A part of every trading day, half-open: <paramref name="From"/> belongs to it, <paramref name="To"/> does not. What
/// lies outside the trading day (premarket to postmarket) is cut off; a day of which nothing is left has no such part.
/// </summary>
/// <remarks>Immutable, safe on any thread.</remarks>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
public readonly record struct DayRange(DayTime From, DayTime To)
{
    /// <summary>The beginning of regular trading, such as the opening 30 minutes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not positive.</exception>
    public static DayRange Opening(TimeSpan length) => new(DayTime.Open, DayTime.Open + Positive(length));

    /// <summary>The end of regular trading, such as the last 10 minutes; they come early on half days.</summary>
    /// <inheritdoc cref="Opening" path="/exception"/>
    public static DayRange Closing(TimeSpan length) => new(DayTime.Close - Positive(length), DayTime.Close);

    /// <summary>
    /// The closing auction: from the close on, because venues stamp the auction's trades at the close and in the minutes
    /// after it. Other trades of these minutes are in it, too; filter by <see cref="Trade.Conditions"/> to be rid of them.
    /// </summary>
    /// <param name="length">How long after the close auction trades may come.</param>
    /// <inheritdoc cref="Opening" path="/exception"/>
    public static DayRange ClosingAuction(TimeSpan length) => new(DayTime.Close, DayTime.Close + Positive(length));

    /// <summary>From the beginning of the first phase to the end of the last.</summary>
    /// <exception cref="ArgumentException">The phases are none, or don't follow one another.</exception>
    public static DayRange Of(TradingPhases phases)
    {
        const TradingPhases ends = TradingPhases.Premarket | TradingPhases.Postmarket;
        if (phases is TradingPhases.None or ends || (phases & ~TradingPhases.All) != 0)
        {
            throw new ArgumentException($"'{phases}' is no run of phases; choose one phase, or several that follow one another.", nameof(phases));
        }

        var from = phases.HasFlag(TradingPhases.Premarket) ? DayTime.PremarketOpen
            : phases.HasFlag(TradingPhases.Regular) ? DayTime.Open : DayTime.Close;
        var to = phases.HasFlag(TradingPhases.Postmarket) ? DayTime.PostmarketClose
            : phases.HasFlag(TradingPhases.Regular) ? DayTime.Close : DayTime.Open;
        return new DayRange(from, to);
    }

    private static TimeSpan Positive(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        return length;
    }
}
