namespace Cep.Rules;

/// <summary>
/// The ups and downs of a price with the small ones left out: a low counts once the price has risen from it by so many
/// percent, a high once it has fallen from it by as much.
/// </summary>
/// <param name="Close">The latest price.</param>
/// <param name="Time">When that was.</param>
/// <param name="Low">While the price falls the lowest since the last high, else the last low.</param>
/// <param name="LowTime">When that was.</param>
/// <param name="High">While the price rises the highest since the last low, else the last high.</param>
/// <param name="HighTime">When that was.</param>
/// <param name="Leg">Which way the price goes.</param>
/// <param name="Turn">What this price makes sure of: that the price had turned at <paramref name="Low"/> or <paramref name="High"/>.</param>
internal readonly record struct Swing(
    double Close, EventTime Time, double Low, EventTime LowTime, double High, EventTime HighTime, SwingLeg Leg, SwingTurn Turn)
{
    /// <summary>Before the first price.</summary>
    public static Swing None => default;

    /// <summary>
    /// After a further price. The first rise or fall says which way the price goes, not that it turned: nothing is known of
    /// what was before. After a pause, such as a night, it all begins anew.
    /// </summary>
    /// <param name="close">The price.</param>
    /// <param name="percent">How far the price must move back to have turned.</param>
    /// <param name="pause">How long the price may be quiet.</param>
    public Swing Then(in Windowed<double> close, double percent, TimeSpan pause)
    {
        var (price, time) = (close.Value, close.End);
        if (Close == 0 || time - Time > pause) return new Swing(price, time, price, time, price, time, SwingLeg.Unknown, SwingTurn.None);
        var next = this with { Close = price, Time = time, Turn = SwingTurn.None };
        if (Leg != SwingLeg.Up && price < Low) next = next with { Low = price, LowTime = time };
        if (Leg != SwingLeg.Down && price > High) next = next with { High = price, HighTime = time };
        var hasRisen = (price - next.Low) * 100 >= percent * next.Low;
        var hasFallen = (next.High - price) * 100 >= percent * next.High;
        if (Leg != SwingLeg.Up && hasRisen)
        {
            return next with { Leg = SwingLeg.Up, Turn = TurnAt(SwingTurn.Low), High = price, HighTime = time };
        }

        if (Leg != SwingLeg.Down && hasFallen)
        {
            return next with { Leg = SwingLeg.Down, Turn = TurnAt(SwingTurn.High), Low = price, LowTime = time };
        }

        return next;
    }

    private SwingTurn TurnAt(SwingTurn turn) => Leg == SwingLeg.Unknown ? SwingTurn.None : turn;
}

/// <summary>Which way a price goes.</summary>
internal enum SwingLeg
{
    Unknown,
    Up,
    Down,
}

/// <summary>What kind of turn a price has made.</summary>
internal enum SwingTurn
{
    None,
    Low,
    High,
}
